"""Corrects what sensors get wrong in a known way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gauges.errors import PlanError
from gauges.model import Reading, Series


@dataclass(frozen=True)
class Correction:
    """true = raw * factor + offset"""

    factor: float = 1.0
    offset: float = 0.0

    def __post_init__(self) -> None:
        if self.factor == 0:
            raise PlanError("a factor of 0 would make all readings equal")

    @classmethod
    def from_points(cls, low: tuple[float, float], high: tuple[float, float]) -> Correction:
        """From two pairs of a raw and a true value."""
        if low[0] == high[0]:
            raise PlanError("two points with the same raw value do not make a correction")
        factor = (high[1] - low[1]) / (high[0] - low[0])
        return cls(factor, low[1] - low[0] * factor)

    def apply(self, value: float) -> float:
        return value * self.factor + self.offset


def calibrated(series: Series, corrections: Mapping[str, Correction]) -> Series:
    correction = corrections.get(series.sensor)
    if correction is None:
        return series
    readings = tuple(Reading(reading.at, correction.apply(reading.value)) for reading in series.readings)
    return Series(series.sensor, series.unit, readings)
