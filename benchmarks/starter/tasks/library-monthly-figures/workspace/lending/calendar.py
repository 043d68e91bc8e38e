"""When the library is open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

SUNDAY = 6
ONE_DAY = datetime.timedelta(days=1)


class OpeningDays:
    def __init__(self, holidays: Iterable[datetime.date] = (), closed_weekdays: Iterable[int] = (SUNDAY,)) -> None:
        self._holidays = frozenset(holidays)
        self._closed = frozenset(closed_weekdays)
        if len(self._closed) == 7:
            raise ValueError("a library that never opens cannot lend")

    def is_open(self, day: datetime.date) -> bool:
        return day.weekday() not in self._closed and day not in self._holidays

    def next_open(self, day: datetime.date) -> datetime.date:
        """The day itself if it is an open one."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def open_days_between(self, start: datetime.date, end: datetime.date) -> int:
        """Open days after ``start``, up to and including ``end``."""
        count, day = 0, start + ONE_DAY
        while day <= end:
            count += self.is_open(day)
            day += ONE_DAY
        return count
