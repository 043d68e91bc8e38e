"""Notices when something stays too high for too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gauges.resample import Bucket


@dataclass(frozen=True)
class Alarm:
    sensor: str
    start: float
    end: float
    peak: float


def find(sensor: str, buckets: Sequence[Bucket], limit: float, at_least: int = 2) -> list[Alarm]:
    """Runs of so many windows or more above the limit. A window without a value ends a run."""
    found: list[Alarm] = []
    run: list[Bucket] = []
    for bucket in [*buckets, None]:
        if bucket is not None and bucket.value is not None and bucket.value > limit:
            run.append(bucket)
            continue
        if len(run) >= at_least:
            peak = max(bucket.value for bucket in run if bucket.value is not None)
            found.append(Alarm(sensor, run[0].window.start, run[-1].window.end, peak))
        run = []
    return found
