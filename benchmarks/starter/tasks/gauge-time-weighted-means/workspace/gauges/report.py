"""Tables for people."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from gauges.model import Series
from gauges.resample import Bucket
from gauges.stats import mean


def _moment(at: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def days(buckets: Iterable[Bucket]) -> list[tuple[str, list[Bucket]]]:
    """Windows by the day on which they start."""
    found: dict[str, list[Bucket]] = {}
    for bucket in buckets:
        found.setdefault(_moment(bucket.window.start).date().isoformat(), []).append(bucket)
    return list(found.items())


def day_line(day: str, buckets: Sequence[Bucket]) -> str:
    """The least, the mean and the greatest of the windows that have a value."""
    values = [bucket.value for bucket in buckets if bucket.value is not None]
    numbers = (min(values), mean(values), max(values)) if values else (None, None, None)
    least, middle, greatest = (_number(number) for number in numbers)
    return f"{day}  min {least}  mean {middle}  max {greatest}"


def bucket_line(bucket: Bucket) -> str:
    return f"  {_moment(bucket.window.start):%H:%M}  {_number(bucket.value):>8}  {bucket.count:>4}"


def table(series: Series, buckets: Sequence[Bucket]) -> str:
    """A line for each day, and below it one for each of its windows."""
    rows = [f"{series.sensor} [{series.unit}]"]
    for day, found in days(buckets):
        rows.append(day_line(day, found))
        rows.extend(bucket_line(bucket) for bucket in found)
    return "\n".join(rows) + "\n"
