"""A model service on the loopback interface that speaks both protocols over real HTTP and can misbehave."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = Mapping[str, Any]

ANTHROPIC_USAGE: Json = {
    "input_tokens": 60,
    "cache_read_input_tokens": 30,
    "cache_creation_input_tokens": 10,
    "output_tokens": 7,
}
OPENAI_USAGE: Json = {
    "prompt_tokens": 100,
    "completion_tokens": 7,
    "total_tokens": 107,
    "prompt_tokens_details": {"cached_tokens": 30, "cache_write_tokens": 10},
}
"""The same tokens in each protocol's way of counting."""


@dataclass
class Seen:
    """One request that reached the service."""

    path: str
    headers: Mapping[str, str]
    body: Json


@dataclass
class ModelServer:
    """What the service does next: the behaviours in ``script`` one by one, then ``then`` for good."""

    address: str = ""
    seen: list[Seen] = field(default_factory=list)
    script: deque[Behaviour] = field(default_factory=deque)
    then: Behaviour = field(default_factory=lambda: echo())
    most_at_once: int = 0
    under_way: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> Behaviour:
        with self.lock:
            return self.script.popleft() if self.script else self.then


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = self.model
        with model.lock:
            model.seen.append(Seen(self.path, dict(self.headers), body))
            model.under_way += 1
            model.most_at_once = max(model.most_at_once, model.under_way)
        try:
            model.next()(self, body)
        finally:
            with model.lock:
                model.under_way -= 1

    def give(
        self, status: int, data: bytes, headers: Mapping[str, str] | None = None, length: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


Behaviour = Callable[[_Handler, Json], None]


def answer(path: str, body: Json, **more: Any) -> Json:
    """A proper answer that repeats the last message."""
    text = body["messages"][-1]["content"]
    text = text if isinstance(text, str) else json.dumps(text)
    if path.endswith("/messages"):
        content = [{"type": "text", "text": text}, *more.pop("content", [])]
        head = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": content}
        return {**head, "stop_reason": "end_turn", "stop_sequence": None, "usage": ANTHROPIC_USAGE, **more}
    message = {"role": "assistant", "content": text, **more.pop("message", {})}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body["model"]}
    return {**head, "choices": [choice], "usage": OPENAI_USAGE, **more}


def echo(**more: Any) -> Behaviour:
    """Answers properly, and refuses what has no messages."""

    def behave(handler: _Handler, body: Json) -> None:
        try:
            said = answer(handler.path, body, **dict(more))
        except (KeyError, IndexError, TypeError):
            error(400, "odd messages")(handler, body)
        else:
            handler.give(200, json.dumps(said).encode())

    return behave


def error(status: int, message: str = "no", code: str | None = None, **headers: str) -> Behaviour:
    """An error in the path's own shape; clients are told to try again soon, if they do."""
    told = {"retry-after-ms": "1", **{name.replace("_", "-"): value for name, value in headers.items()}}

    def behave(handler: _Handler, _: Json) -> None:
        if handler.path.endswith("/messages"):
            answer: Json = {"type": "error", "error": {"type": code or "api_error", "message": message}}
        else:
            answer = {"error": {"message": message, "type": "server_error", "param": None, "code": code}}
        handler.give(status, json.dumps(answer).encode(), told)

    return behave


def raw(data: bytes, status: int = 200, length: int | None = None) -> Behaviour:
    """Any bytes as an answer; with a greater length, it is cut off."""

    def behave(handler: _Handler, _: Json) -> None:
        handler.give(status, data, length=length)
        handler.close_connection = True

    return behave


def tell_all(handler: _Handler, _: Json) -> None:
    """An error that repeats the request's headers, as some proxies do."""
    handler.give(400, json.dumps({"error": {"message": str(handler.headers), "code": "bad"}}).encode())


def slow(seconds: float, then: Behaviour) -> Behaviour:
    """Waits before it answers; the caller may be gone by then."""

    def behave(handler: _Handler, body: Json) -> None:
        time.sleep(seconds)
        try:
            then(handler, body)
        except OSError:
            handler.close_connection = True

    return behave


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away; their tests know."""


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A running service."""
    model = ModelServer()
    handler = type("Handler", (_Handler,), {"model": model})
    with _Server(("127.0.0.1", 0), handler) as server:
        server.block_on_close = False
        model.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
