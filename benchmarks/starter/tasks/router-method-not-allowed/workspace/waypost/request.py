"""What a client asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from waypost.errors import BadRequest
from waypost.headers import Headers
from waypost.query import Query


class Request:
    def __init__(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> None:
        path, _, query = target.partition("?")
        self.method = method.upper()
        self.path = unquote(path)
        self.query = Query(query)
        self.headers = Headers(headers)
        self.body = body

    def json(self) -> Any:
        try:
            return json.loads(self.body.decode("utf-8"))
        except ValueError as error:
            raise BadRequest(f"the body is not JSON: {error}") from None

    def form(self) -> Query:
        return Query(self.body.decode("utf-8"))

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.path}>"
