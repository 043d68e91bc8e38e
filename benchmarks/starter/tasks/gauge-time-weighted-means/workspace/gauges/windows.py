"""Stretches of time of equal length, without holes between them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    start: float
    end: float

    def holds(self, at: float) -> bool:
        """The start belongs to a window, the end to the next."""
        return self.start <= at < self.end

    @property
    def seconds(self) -> float:
        return self.end - self.start


def covering(first: float, last: float, seconds: float) -> Iterator[Window]:
    """The windows from that with ``first`` to that with ``last``. They begin at multiples of their length."""
    number = math.floor(first / seconds)
    while number * seconds <= last:
        yield Window(number * seconds, (number + 1) * seconds)
        number += 1
