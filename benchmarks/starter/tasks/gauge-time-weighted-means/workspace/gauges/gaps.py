"""Times about which nothing is known."""

from __future__ import annotations

from dataclasses import dataclass

from gauges.model import Series


@dataclass(frozen=True)
class Gap:
    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


def gaps(series: Series, hold: float) -> list[Gap]:
    """Between readings that lie further apart than a reading is good for."""
    found = []
    for before, after in zip(series.readings, series.readings[1:]):
        if after.at - before.at > hold:
            found.append(Gap(before.at + hold, after.at))
    return found


def longest(series: Series, hold: float) -> Gap | None:
    return max(gaps(series, hold), key=lambda gap: gap.seconds, default=None)
