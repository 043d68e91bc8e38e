"""Counting in windows of time."""

from __future__ import annotations

from collections import deque

from turnstile.decision import Decision


class FixedWindow:
    """So many in each window; windows follow each other from the first use on."""

    def __init__(self, limit: int, seconds: int, now: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._start = now
        self._used = 0

    def take(self, cost: int, now: float) -> Decision:
        passed = int((now - self._start) // self._seconds)
        if passed > 0:
            self._start += passed * self._seconds
            self._used = 0
        if self._used + cost <= self._limit:
            self._used += cost
            return Decision(True, self._limit - self._used, 0.0)
        return Decision(False, self._limit - self._used, self._start + self._seconds - now)

    def idle(self, now: float) -> bool:
        return self._used == 0 or now >= self._start + self._seconds


class SlidingLog:
    """So many in any stretch of that length: exact, but it remembers every use."""

    def __init__(self, limit: int, seconds: int) -> None:
        self._limit = limit
        self._seconds = seconds
        self._uses: deque[float] = deque()

    def take(self, cost: int, now: float) -> Decision:
        while self._uses and self._uses[0] <= now - self._seconds:
            self._uses.popleft()
        free = self._limit - len(self._uses)
        if cost <= free:
            self._uses.extend([now] * cost)
            return Decision(True, free - cost, 0.0)
        if cost > self._limit:
            return Decision(False, free, float("inf"))
        return Decision(False, free, self._uses[cost - free - 1] + self._seconds - now)

    def idle(self, now: float) -> bool:
        return not self._uses or self._uses[-1] <= now - self._seconds
