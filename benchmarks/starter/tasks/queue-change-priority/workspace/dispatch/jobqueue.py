"""A priority queue of named jobs."""

from __future__ import annotations

import heapq
import itertools
from typing import List, Set, Tuple


class JobQueue:
    """The lowest priority number comes out first; jobs of equal priority in the order they were pushed."""

    def __init__(self) -> None:
        self._heap: List[Tuple[int, int, str]] = []
        self._names: Set[str] = set()
        self._tickets = itertools.count()

    def push(self, name: str, priority: int = 0) -> None:
        """Raises ValueError if a job of that name is waiting already."""
        if name in self._names:
            raise ValueError(f"job {name!r} is waiting already")
        heapq.heappush(self._heap, (priority, next(self._tickets), name))
        self._names.add(name)

    def pop(self) -> str:
        """Raises IndexError if nothing is waiting."""
        if not self._heap:
            raise IndexError("no job is waiting")
        _, _, name = heapq.heappop(self._heap)
        self._names.remove(name)
        return name

    def __len__(self) -> int:
        return len(self._heap)

    def __contains__(self, name: object) -> bool:
        return name in self._names
