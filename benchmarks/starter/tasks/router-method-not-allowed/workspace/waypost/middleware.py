"""Functions around the handling of every request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from waypost.request import Request
from waypost.response import Response

Handler = Callable[[Request], Response]
Middleware = Callable[[Request, Handler], Response]


def compose(layers: Sequence[Middleware], innermost: Handler) -> Handler:
    """The first layer sees the request first and the response last."""
    handler = innermost
    for layer in reversed(layers):
        handler = _around(layer, handler)
    return handler


def _around(layer: Middleware, inner: Handler) -> Handler:
    return lambda request: layer(request, inner)


def etags(request: Request, inner: Handler) -> Response:
    """Label good answers by their content, and answer 304 when the client has that content already."""
    response = inner(request)
    if response.status != 200:
        return response
    etag = '"' + hashlib.sha256(response.body).hexdigest()[:16] + '"'
    response.headers["ETag"] = etag
    if request.headers.get("If-None-Match") == etag:
        return Response(304, b"", response.headers)
    return response


def server_name(name: str) -> Middleware:
    def add_name(request: Request, inner: Handler) -> Response:
        response = inner(request)
        response.headers.setdefault("Server", name)
        return response

    return add_name
