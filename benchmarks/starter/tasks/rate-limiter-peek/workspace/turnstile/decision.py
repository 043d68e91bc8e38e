"""The answer to: may I?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    allowed: bool
    remaining: int
    """How much could still be had at once, after this."""
    retry_after: float
    """Seconds until the same wish would be granted, 0 if it is."""

    def __bool__(self) -> bool:
        return self.allowed
