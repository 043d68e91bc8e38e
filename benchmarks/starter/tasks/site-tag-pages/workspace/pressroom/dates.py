"""Days, as people and as feed readers write them, in any locale of the machine the same."""

from __future__ import annotations

import datetime

from pressroom.errors import ContentError

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def parse(path: str, text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise ContentError(path, f"not a date: {text!r}") from None


def long(day: datetime.date) -> str:
    """``2 May 2024``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def rfc822(day: datetime.date) -> str:
    """Midnight of the day, as RSS wants it."""
    month = MONTHS[day.month - 1][:3]
    return f"{WEEKDAYS[day.weekday()]}, {day.day:02d} {month} {day.year} 00:00:00 +0000"
