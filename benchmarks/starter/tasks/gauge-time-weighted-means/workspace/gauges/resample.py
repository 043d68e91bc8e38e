"""From readings at odd times to values at even ones."""

from __future__ import annotations

from dataclasses import dataclass

from gauges.model import Series
from gauges.stats import mean
from gauges.windows import Window, covering


@dataclass(frozen=True)
class Bucket:
    window: Window
    value: float | None
    """None if too little is known."""
    count: int
    """Readings that fell into the window."""


def averages(series: Series, seconds: float) -> list[Bucket]:
    """One bucket for each window from the first reading to the last."""
    buckets = []
    for window in covering(series.start, series.end, seconds):
        inside = [reading for reading in series.readings if window.holds(reading.at)]
        value = mean([reading.value for reading in inside]) if inside else None
        buckets.append(Bucket(window, value, len(inside)))
    return buckets
