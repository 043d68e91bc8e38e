"""Which view answers which request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from waypost.errors import NotFound
from waypost.patterns import Pattern

View = Callable[..., Any]


@dataclass(frozen=True)
class Route:
    pattern: Pattern
    view: View
    methods: frozenset[str]
    name: str


class Router:
    """Routes are tried in the order in which they were added."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(self, pattern: str, view: View, methods: Iterable[str] = ("GET",), name: str | None = None) -> Route:
        verbs = frozenset(method.upper() for method in methods)
        if not verbs:
            raise ValueError(f"a route without methods: {pattern!r}")
        route = Route(Pattern(pattern), view, verbs, name or view.__name__)
        self._routes.append(route)
        return route

    def include(self, prefix: str, other: Router) -> None:
        """Take over all routes of another router, below a prefix."""
        for route in other:
            self.add(prefix.rstrip("/") + route.pattern.source, route.view, route.methods, route.name)

    def match(self, method: str, path: str) -> tuple[Route, dict[str, Any]]:
        """Raises NotFound."""
        for route in self._routes:
            if method not in route.methods:
                continue
            params = route.pattern.match(path)
            if params is not None:
                return route, params
        raise NotFound(f"nothing at {path}")

    def named(self, name: str) -> Route:
        for route in self._routes:
            if route.name == name:
                return route
        raise LookupError(f"no route is named {name!r}")

    def __iter__(self) -> Iterator[Route]:
        return iter(list(self._routes))
