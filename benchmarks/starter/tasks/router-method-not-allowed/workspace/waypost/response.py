"""What a client gets back."""

from __future__ import annotations

import json
from typing import Any

from waypost.headers import Headers


class Response:
    def __init__(self, status: int = 200, body: bytes = b"", headers: Headers | None = None) -> None:
        self.status = status
        self.body = body
        self.headers = headers if headers is not None else Headers()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def __repr__(self) -> str:
        return f"<Response {self.status}, {len(self.body)} bytes>"


def as_response(value: Any) -> Response:
    """Make a response of what a view returned.

    A response stays as it is; text, bytes, or anything else (as JSON) becomes a 200; a pair is a status and a body;
    None is a 204.
    """
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(204)
    status = 200
    if isinstance(value, tuple):
        status, value = value
    if isinstance(value, bytes):
        return Response(status, value, Headers({"Content-Type": "application/octet-stream"}))
    if isinstance(value, str):
        return Response(status, value.encode("utf-8"))
    body = json.dumps(value, sort_keys=True).encode("utf-8")
    return Response(status, body, Headers({"Content-Type": "application/json"}))
