"""Readings and series of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    at: float
    """Seconds since 1970, UTC."""
    value: float


@dataclass(frozen=True)
class Series:
    """The readings of one sensor in the order of time."""

    sensor: str
    unit: str
    readings: tuple[Reading, ...]

    @property
    def start(self) -> float:
        """Raises IndexError for a series without readings."""
        return self.readings[0].at

    @property
    def end(self) -> float:
        return self.readings[-1].at

    def __len__(self) -> int:
        return len(self.readings)
