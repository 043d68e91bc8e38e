"""Decisions as HTTP header fields."""

from __future__ import annotations

import math

from turnstile.decision import Decision
from turnstile.policy import Policy


def fields(policy: Policy, decision: Decision) -> dict[str, str]:
    """What a client should be told. Seconds are rounded up, so that waiting for them is enough."""
    found = {
        "RateLimit-Policy": f"{policy.limit};w={policy.seconds}",
        "RateLimit-Remaining": str(decision.remaining),
    }
    if not decision:
        found["Retry-After"] = str(max(1, math.ceil(decision.retry_after)))
    return found


def status(decision: Decision) -> int:
    return 200 if decision else 429
