"""Token buckets: a burst at once, then a steady rate."""

from __future__ import annotations

from turnstile.decision import Decision


class TokenBucket:
    """Holds up to ``capacity`` tokens and gains ``rate`` tokens a second."""

    def __init__(self, capacity: int, rate: float, now: float) -> None:
        self._capacity = capacity
        self._rate = rate
        self._tokens = float(capacity)
        self._updated = now

    def take(self, cost: int, now: float) -> Decision:
        self._refill(now)
        if cost <= self._tokens:
            self._tokens -= cost
            return Decision(True, int(self._tokens), 0.0)
        return Decision(False, int(self._tokens), (cost - self._tokens) / self._rate)

    def idle(self, now: float) -> bool:
        """Whether it is full, so that forgetting it makes no difference."""
        return self._tokens + (now - self._updated) * self._rate >= self._capacity

    def _refill(self, now: float) -> None:
        gained = max(0.0, now - self._updated) * self._rate
        self._tokens = min(self._capacity, self._tokens + gained)
        self._updated = now
