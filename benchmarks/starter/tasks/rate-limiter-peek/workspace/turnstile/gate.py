"""Limits around functions."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from turnstile.errors import TooMany
from turnstile.keys import KeyFunction
from turnstile.limiter import Limiter


def gate(
    limiter: Limiter, policy: str, key: KeyFunction, cost: int = 1
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function so that it raises TooMany when its caller has had enough."""

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def gated(*args: Any, **kwargs: Any) -> Any:
            who = key(*args, **kwargs)
            decision = limiter.check(policy, who, cost)
            if not decision:
                raise TooMany(policy, who, decision.retry_after)
            return function(*args, **kwargs)

        return gated

    return around
