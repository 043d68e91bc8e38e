"""What is allowed, and how it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from turnstile.bucket import TokenBucket
from turnstile.decision import Decision
from turnstile.window import FixedWindow, SlidingLog

KINDS = ("bucket", "window", "log")


class State(Protocol):
    """What is remembered about one key."""

    def take(self, cost: int, now: float) -> Decision: ...

    def idle(self, now: float) -> bool: ...


@dataclass(frozen=True)
class Policy:
    name: str
    limit: int
    seconds: int
    kind: str = "bucket"

    def __post_init__(self) -> None:
        if self.limit < 1 or self.seconds < 1:
            raise ValueError(f"{self.name}: limit and seconds must be at least 1")

    def fresh(self, now: float) -> State:
        if self.kind == "window":
            return FixedWindow(self.limit, self.seconds, now)
        if self.kind == "log":
            return SlidingLog(self.limit, self.seconds)
        return TokenBucket(self.limit, self.limit / self.seconds, now)
