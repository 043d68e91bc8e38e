"""The door to a session: HTTP over one unix socket in a folder of its own. Whoever reaches the socket is the attempt.

What it does not protect from: the attempt may use up its own session, and what it sends is text for a model.
"""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from sandbox.model import ModelResponse, Route, UpstreamDown
from sandbox.protocol import Refused, error_body
from sandbox.scratch import scratch_folder
from sandbox.session import Session
from sandbox.streaming import STREAM_FIELDS, events

SOCKET = "model.sock"
"""The socket's name in its folder."""

CONNECTIONS = 64
"""How many connections are served at the same time; further ones wait in the socket's queue."""

QUEUE = 1024
"""How many connections may wait; a client with a timeout fails at once where the queue of a unix socket is full."""

READ_SECONDS = 30.0
"""How long a whole request, and then the taking of its answer, may last."""

PATH_BYTES = 107
"""The longest path that a unix socket can have."""


class _Impatient(io.RawIOBase):
    """Reads a socket until a point in time, however slowly its bytes drip."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection = connection
        self._deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)


class _Handler(BaseHTTPRequestHandler):
    """One connection: one request, one answer."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "phyla", ""
    server: _Gateway  # type: ignore[assignment]

    def setup(self) -> None:
        self.connection = self.request
        self.rfile = io.BufferedReader(_Impatient(self.connection, self.server.read_seconds))
        self.wfile = io.BytesIO()

    def finish(self) -> None:
        self.connection.settimeout(self.server.read_seconds)
        self.connection.sendall(self.wfile.getvalue())  # type: ignore[attr-defined]

    def handle(self) -> None:
        self.handle_one_request()

    def do_GET(self) -> None:
        if self._path() == "/v1/models":
            self._send(200, _models(self.server.session))
        else:
            self._send(404, error_body(None, 404, f"nothing at {self._path()[:80]!r}; there is {_places()}"))

    def do_POST(self) -> None:
        route = next((route for route in Route if route == self._path()), None)
        try:
            if route is None:
                raise Refused(404, f"nothing at {self._path()[:80]!r}; there is {_places()}")
            self._answer(route, self._body())
        except Refused as refused:
            self._send(refused.status, error_body(route, refused.status, refused.message))
        except UpstreamDown:
            self._send(503, error_body(route, 503, "the model service cannot be reached; this attempt will not count"))

    def _answer(self, route: Route, body: Mapping[str, Any]) -> None:
        streamed = body.get("stream") is True
        whole = {key: value for key, value in body.items() if not (streamed and key in STREAM_FIELDS)}
        response = self._call(route, whole)
        if streamed and response.status == 200:
            self._send_bytes(200, "text/event-stream", events(route, body, response.body))
        else:
            self._send(response.status, response.body)

    def _call(self, route: Route, body: Mapping[str, Any]) -> ModelResponse:
        try:
            return self.server.session.call(route, body)
        except (Refused, UpstreamDown):
            raise
        except Exception as failure:  # ours: kept, and raised where the gateway is closed
            self.server.failures.append(failure)
            raise UpstreamDown("the harness failed") from failure

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what could not be read as a request."""
        self._send(code, error_body(None, code, message or explain or "not a proper HTTP request"))

    def log_message(self, *_: object) -> None:
        """Say nothing: the session keeps the record."""

    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _body(self) -> Mapping[str, Any]:
        if self.headers.get("Transfer-Encoding"):
            raise Refused(411, "chunked bodies are not read: send a Content-Length")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise Refused(411, "a Content-Length is needed")
        if int(length) > self.server.session.limits.body_bytes:
            raise Refused(413, f"at most {self.server.session.limits.body_bytes} bytes are allowed")
        data = self.rfile.read(int(length))
        if len(data) < int(length):
            raise Refused(400, "the body ended before its Content-Length")
        return _parse(data)

    def _send(self, status: int, body: Mapping[str, Any]) -> None:
        self._send_bytes(status, "application/json", json.dumps(body).encode())

    def _send_bytes(self, status: int, kind: str, data: bytes) -> None:
        self.request_version = self.protocol_version  # a request of HTTP/0.9, or none, gets a status line all the same
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)


class _Gateway:
    """Accepts connections to one session until it is closed."""

    def __init__(self, session: Session, listener: socket.socket, read_seconds: float) -> None:
        self.session = session
        self.read_seconds = read_seconds
        self.failures: list[Exception] = []
        self._listener = listener
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        self._lock = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}
        self._closing = False
        self._acceptor = threading.Thread(target=self._accept, name="gateway", daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        """End every connection and every call under way, and wait for their threads."""
        self._closing = True
        self._listener.shutdown(socket.SHUT_RDWR)
        while self._acceptor.is_alive() or self._threads():
            self.session.give_up()
            self._hang_up()
            for thread in self._threads():
                thread.join(0.05)
            self._acceptor.join(0.05)

    def _threads(self) -> list[threading.Thread]:
        with self._lock:
            return list(self._open.values())

    def _hang_up(self) -> None:
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        try:
            while True:
                self._places.acquire()
                self._begin(self._listener.accept()[0])
        except (OSError, RuntimeError) as failure:  # closed; or out of descriptors or threads, which is ours
            if not self._closing:
                self.failures.append(failure)
                self._listener.shutdown(socket.SHUT_RDWR)

    def _begin(self, connection: socket.socket) -> None:
        thread = threading.Thread(target=self._serve, args=(connection,), name="gateway call", daemon=True)
        with self._lock:
            thread.start()
            self._open[connection] = thread

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection:
                _Handler(connection, "", self)  # type: ignore[arg-type]
        except OSError:
            pass  # the client went away, or took too long
        except Exception as failure:  # ours: kept, as above
            self.failures.append(failure)
        finally:
            with self._lock:
                del self._open[connection]
            self._places.release()


@contextmanager
def serve(session: Session, *, under: Path | None = None, read_seconds: float = READ_SECONDS) -> Iterator[Path]:
    """A folder with the socket ``model.sock``, behind which the session answers until the block is left.

    Nobody but this user can reach the folder by its path; whoever is given it in a sandbox can connect, under any uid.
    ``under`` is where it is made (default: the system's temporary folder). Leaving the block abandons calls under way
    and leaves no thread, socket or folder. Raises OSError if the path is too long for a socket, and at the end whatever
    failed in the harness itself, such as the recording of an exchange.
    """
    with scratch_folder(under) as private:
        folder = private / "gateway"
        folder.mkdir()
        folder.chmod(0o755)
        with _listen(folder / SOCKET) as listener:
            gateway = _Gateway(session, listener, read_seconds)
            try:
                yield folder
            finally:
                gateway.close()
            if gateway.failures:
                raise gateway.failures[0]


def _listen(path: Path) -> socket.socket:
    if len(bytes(path)) > PATH_BYTES:
        raise OSError(f"the socket's path is longer than {PATH_BYTES} bytes: {path}; set TMPDIR to a shorter one")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    path.chmod(0o666)
    listener.listen(QUEUE)
    return listener


def _parse(data: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"the body is not JSON: {str(error)[:200]}") from None
    if not isinstance(body, dict):
        raise Refused(400, f"the body is a JSON {type(body).__name__}, not an object")
    return body


def _models(session: Session) -> Mapping[str, Any]:
    """The list of models, in a shape that clients of both protocols read."""
    entries = [
        {"id": name, "object": "model", "type": "model", "display_name": name, "created": 0, "owned_by": "phyla"}
        for name in sorted(session.models)
    ]
    return {"object": "list", "data": entries, "has_more": False}


def _places() -> str:
    return ", ".join([*(f"POST {route}" for route in Route), "GET /v1/models"])
