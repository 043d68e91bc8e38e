"""Reads logs: lines such as ``2024-05-02T10:15:00 boiler 61.5 C``."""

from __future__ import annotations

import datetime

from gauges import units
from gauges.errors import LogError
from gauges.model import Reading, Series


def timestamp(text: str) -> float:
    """Seconds since 1970. Times without a zone are UTC. Raises ValueError."""
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.timestamp()


def read(text: str) -> list[Series]:
    """One series for each sensor, by name; its readings in the order of time, those of one time in that of the log.

    Raises LogError.
    """
    readings: dict[str, list[Reading]] = {}
    unit_of: dict[str, str] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        try:
            moment, sensor, value, unit = line.split()
            at, (number_value, base) = timestamp(moment), units.to_base(float(value), unit)
        except ValueError as error:
            raise LogError(number, str(error)) from None
        if unit_of.setdefault(sensor, base) != base:
            raise LogError(number, f"{sensor} was in {unit_of[sensor]} before, not {base}")
        readings.setdefault(sensor, []).append(Reading(at, number_value))
    return [
        Series(sensor, unit_of[sensor], tuple(sorted(readings[sensor], key=lambda reading: reading.at)))
        for sensor in sorted(readings)
    ]
