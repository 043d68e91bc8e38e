"""The application: what a server hands requests to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from waypost.errors import HttpError
from waypost.middleware import Handler, Middleware, compose
from waypost.request import Request
from waypost.response import Response, as_response
from waypost.reversing import url_for
from waypost.router import Router, View


class App:
    def __init__(self) -> None:
        self.router = Router()
        self._middleware: list[Middleware] = []

    def route(self, pattern: str, methods: Iterable[str] = ("GET",), name: str | None = None) -> Callable[[View], View]:
        """Register the decorated view."""

        def register(view: View) -> View:
            self.router.add(pattern, view, methods, name)
            return view

        return register

    def use(self, middleware: Middleware) -> None:
        """Middleware added first is the outermost."""
        self._middleware.append(middleware)

    def handle(self, request: Request) -> Response:
        """Answer a request. Only errors that are not HttpError get out."""
        handler: Handler = compose(self._middleware, self._answer)
        return _finished(handler(request))

    def url_for(self, name: str, **params: Any) -> str:
        return url_for(self.router, name, params)

    def _answer(self, request: Request) -> Response:
        try:
            route, params = self.router.match(request.method, request.path)
            return as_response(route.view(request, **params))
        except HttpError as error:
            return as_response((error.status, error.message))


def _finished(response: Response) -> Response:
    response.headers.setdefault("Content-Type", "text/plain; charset=utf-8")
    response.headers.setdefault("Content-Length", str(len(response.body)))
    return response
