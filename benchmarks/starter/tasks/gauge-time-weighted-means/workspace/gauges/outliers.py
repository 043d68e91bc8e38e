"""Drops readings that cannot be."""

from __future__ import annotations

from collections.abc import Sequence

from gauges.model import Reading, Series
from gauges.stats import median

NEIGHBOURS = 2
"""On each side."""


def within(series: Series, low: float | None, high: float | None) -> Series:
    """Only what the sensor can measure at all."""
    kept = tuple(
        reading
        for reading in series.readings
        if (low is None or reading.value >= low) and (high is None or reading.value <= high)
    )
    return Series(series.sensor, series.unit, kept)


def without_spikes(series: Series, jump: float) -> Series:
    """Without readings that lie further than ``jump`` from the median of their neighbours and themselves."""
    kept = []
    for i, reading in enumerate(series.readings):
        if abs(reading.value - median(_around(series.readings, i))) <= jump:
            kept.append(reading)
    return Series(series.sensor, series.unit, tuple(kept))


def _around(readings: Sequence[Reading], i: int) -> list[float]:
    return [reading.value for reading in readings[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1]]
