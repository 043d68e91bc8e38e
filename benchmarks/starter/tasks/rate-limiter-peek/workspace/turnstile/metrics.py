"""Counts what was decided."""

from __future__ import annotations

from collections import Counter


class Metrics:
    def __init__(self) -> None:
        self._allowed: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def count(self, policy: str, allowed: bool) -> None:
        (self._allowed if allowed else self._refused)[policy] += 1

    def allowed(self, policy: str) -> int:
        return self._allowed[policy]

    def refused(self, policy: str) -> int:
        return self._refused[policy]

    def lines(self) -> list[str]:
        """``login allowed=5 refused=2``, by policy."""
        names = sorted(set(self._allowed) | set(self._refused))
        return [f"{name} allowed={self._allowed[name]} refused={self._refused[name]}" for name in names]
