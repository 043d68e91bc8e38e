"""A plain HTTP client on a gateway's unix socket, as an agent would have."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("gateway", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = connect(self._path.parent)


def connect(folder: Path) -> socket.socket:
    """A bare connection."""
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(30)
    connection.connect(str(folder / "model.sock"))
    return connection


def post_bytes(path: str, body: Mapping[str, Any]) -> bytes:
    """What one call looks like on the wire."""
    data = json.dumps(body).encode()
    return b"POST %s HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (path.encode(), len(data), data)


def request(folder: Path, method: str, path: str, data: bytes | None = None) -> tuple[int, Any]:
    """The status and the JSON of one answer."""
    connection = _Connection(folder / "model.sock")
    try:
        connection.request(method, path, data)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def post(folder: Path, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
    """The status and the JSON of the answer to one call."""
    return request(folder, "POST", path, json.dumps(body).encode())
