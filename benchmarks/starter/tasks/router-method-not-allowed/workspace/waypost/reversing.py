"""From a route's name back to a path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from waypost.router import Router


def url_for(router: Router, name: str, params: Mapping[str, Any]) -> str:
    """Parameters that the pattern does not name go into the query string, sorted. Raises LookupError."""
    route = router.named(name)
    missing = sorted(route.pattern.names - set(params))
    if missing:
        raise LookupError(f"route {name!r} needs {', '.join(missing)}")
    path = quote(route.pattern.build(params))
    extra = sorted((key, value) for key, value in params.items() if key not in route.pattern.names)
    return f"{path}?{urlencode(extra)}" if extra else path
