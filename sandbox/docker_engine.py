"""The Docker engine: reaching it, its failures in plain words, its streams."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound
from requests.exceptions import RequestException

from sandbox.capture import STDERR, STDOUT, Capture
from sandbox.run import SandboxError

_SECONDS = 120.0
"""How long the engine may take to answer anything."""
_CONNECTIONS = 64
_LOCAL = "http+docker://localhost"


def connect(url: str | None) -> docker.APIClient:
    """A client of the engine at a URL, or where DOCKER_HOST says. Raises SandboxError."""
    with engine_failures():
        settings = {"base_url": url} if url else docker.utils.kwargs_from_env()
        engine = docker.APIClient(version="auto", timeout=_SECONDS, max_pool_size=_CONNECTIONS, **settings)
    if engine.base_url != _LOCAL:
        engine.close()
        raise SandboxError(
            f"the Docker engine at {engine.base_url} is not on this host, whose folders programs must read; "
            "set DOCKER_HOST to a local unix:// socket"
        )
    return engine


@contextlib.contextmanager
def engine_failures() -> Iterator[None]:
    """Turn whatever goes wrong between us and the engine into a SandboxError with cause and mend."""
    try:
        yield
    except ImageNotFound as error:
        mend = "`docker pull` it, or make phyla's own: `docker build -t phyla-agent:latest .` in its source"
        raise SandboxError(f"the engine has no such image ({error.explanation}); {mend}") from error
    except APIError as error:
        raise SandboxError(f"the Docker engine refused: {error.explanation or error}; see its log") from error
    except (DockerException, RequestException) as error:
        cause = _root_cause(error)
        if isinstance(cause, PermissionError):
            told = "this user may not use the Docker engine; add the user to the group docker"
        else:
            told = f"the Docker engine does not answer ({str(cause)[:200]}); start it or set DOCKER_HOST"
        raise SandboxError(f"{told}, or use the bubblewrap sandbox") from error


def _root_cause(error: BaseException) -> BaseException:
    while error.__context__ is not None:
        error = error.__context__
    return error


class Attachment:
    """Both directions of a container's streams. Attach before the start, or what it says first is lost."""

    def __init__(self, engine: docker.APIClient, container: str, stdin: bool) -> None:
        params = {"stdin": int(stdin), "stdout": 1, "stderr": 1, "stream": 1}
        self._file = engine.attach_socket(container, params=params)
        self._socket: socket.socket = self._file._sock
        self.stdin = self._socket.dup()
        """The direction towards the program, as a descriptor of its own."""
        self._rest = b""

    def __enter__(self) -> Attachment:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdin.close()
        self._file.close()
        self._socket.close()

    def fileno(self) -> int:
        return self._socket.fileno()

    def end_stdin(self) -> None:
        """Let the program see the end of its standard input."""
        with contextlib.suppress(OSError):  # The container has ended before.
            self.stdin.shutdown(socket.SHUT_WR)

    def take(self, capture: Capture, data: bytes) -> None:
        """Sort raw bytes into the two streams; a frame is eight bytes, of which the last four are its length."""
        while data:
            if len(self._rest) < 8:
                take = 8 - len(self._rest)
                self._rest, data = self._rest + data[:take], data[take:]
                continue
            stream, left = self._rest[0], int.from_bytes(self._rest[4:8], "big")
            piece, data = data[:left], data[left:]
            capture.take(STDERR if stream == STDERR else STDOUT, piece)
            left -= len(piece)
            self._rest = self._rest[:4] + left.to_bytes(4, "big") if left else b""


def running_seconds(state: dict[str, Any]) -> float:
    """How long a container ran, by the engine's clock."""
    begin, end = (datetime.fromisoformat(state[key]) for key in ("StartedAt", "FinishedAt"))
    return max(0.0, (end - begin).total_seconds())
