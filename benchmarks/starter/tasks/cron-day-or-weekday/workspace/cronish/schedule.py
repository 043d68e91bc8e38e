"""Schedules: five fields, when they are due, and how to say it in words.

    minute (0-59)  hour (0-23)  day of the month (1-31)  month (1-12 or jan-dec)  weekday (0-7 or sun-sat)

All times are naive datetimes; seconds are cut off.
"""

import calendar
from bisect import bisect_left
from datetime import date, datetime, time, timedelta

from cronish import fields
from cronish.fields import CronError, Field

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
WEEKDAY_NAMES = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

MACROS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}

HORIZON = 28
"""Years after which the days of the Gregorian calendar repeat, but for skipped leap years."""


class NeverDue(Exception):
    """A schedule that has no time in reach, such as 30 February."""


def _weekdays(text):
    """The weekday field. Sunday is both 0 and 7."""
    field = fields.parse(text, 0, 7, WEEKDAYS)
    if text in ("*", "?"):
        return Field(text, tuple(range(7)))
    return Field(text, tuple(sorted({value % 7 for value in field.values})))


def _join(words, last="and"):
    words = list(words)
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _spans(values):
    """Runs of neighbouring values as pairs of first and last."""
    spans = []
    for value in values:
        if spans and spans[-1][1] == value - 1:
            spans[-1][1] = value
        else:
            spans.append([value, value])
    return [tuple(span) for span in spans]


def _named(values, names, offset=0):
    """"Monday to Wednesday and Friday" for values with names; runs shorter than three are listed."""
    words = []
    for first, last in _spans(values):
        if last - first < 2:
            words.extend(names[value - offset] for value in range(first, last + 1))
        else:
            words.append(f"{names[first - offset]} to {names[last - offset]}")
    return _join(words)


def _numbered(values):
    words = []
    for first, last in _spans(values):
        if last - first < 2:
            words.extend(str(value) for value in range(first, last + 1))
        else:
            words.append(f"{first} to {last}")
    return _join(words)


class Schedule:
    """The times that a cron line stands for."""

    def __init__(self, line):
        """Raises CronError for a line that cannot be understood."""
        self.line = " ".join(line.split())
        parts = MACROS.get(self.line.lower(), self.line).split()
        if len(parts) != 5:
            raise CronError(f"{self.line!r} has {len(parts)} fields instead of 5")
        self.minutes = fields.parse(parts[0], 0, 59)
        self.hours = fields.parse(parts[1], 0, 23)
        self.days = fields.parse(parts[2], 1, 31)
        self.months = fields.parse(parts[3], 1, 12, MONTHS)
        self.weekdays = _weekdays(parts[4])

    def __repr__(self):
        return f"Schedule({self.line!r})"

    def __eq__(self, other):
        """Equal are schedules that are written alike but for their blanks."""
        return isinstance(other, Schedule) and self.line == other.line

    def __hash__(self):
        return hash(self.line)

    # In words

    def describe(self):
        """The schedule in English, such as "at 09:30, on Monday to Friday, in March"."""
        return ", ".join(part for part in (self._clock_words(), self._day_words(), self._month_words()) if part)

    def _clock_words(self):
        minutes, hours = self.minutes.values, self.hours.values
        if len(minutes) == 60:
            if len(hours) == 24:
                return "every minute"
            return f"every minute of the hours {_numbered(hours)}"
        if len(hours) == 24:
            return f"at minute {_numbered(minutes)} of every hour"
        if len(minutes) * len(hours) > 6:
            return f"at minute {_numbered(minutes)} of the hours {_numbered(hours)}"
        return "at " + _join(f"{hour:02}:{minute:02}" for hour in hours for minute in minutes)

    def _day_words(self):
        alternatives = []
        if self.days.text not in ("*", "?"):
            alternatives.append(f"on day {_numbered(self.days.values)} of the month")
        if self.weekdays.text not in ("*", "?"):
            alternatives.append(f"on {_named(self.weekdays.values, WEEKDAY_NAMES)}")
        return _join(alternatives, "or") if alternatives else ""

    def _month_words(self):
        if len(self.months.values) == 12:
            return ""
        return f"in {_named(self.months.values, MONTH_NAMES, 1)}"

    # The search

    def next_after(self, moment):
        """The first time later than a moment. Raises NeverDue."""
        earliest = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        for day in self._days_from(earliest.date()):
            clock = self._clock_from(earliest.time() if day == earliest.date() else time(0, 0))
            if clock is not None:
                return datetime.combine(day, clock)
        raise NeverDue(f"{self.line} is not due within {HORIZON} years after {moment:%Y-%m-%d}")

    def previous_before(self, moment):
        """The last time earlier than a moment. Raises NeverDue."""
        latest = moment - timedelta(microseconds=1)
        for day in self._days_back_from(latest.date()):
            clock = self._clock_until(latest.time() if day == latest.date() else time(23, 59))
            if clock is not None:
                return datetime.combine(day, clock)
        raise NeverDue(f"{self.line} was not due within {HORIZON} years before {moment:%Y-%m-%d}")

    def upcoming(self, moment, count):
        """The next times after a moment, at most ``count`` of them."""
        found = []
        while len(found) < count:
            try:
                moment = self.next_after(moment)
            except NeverDue:
                break
            found.append(moment)
        return found

    def missed(self, last, now):
        """The times after ``last`` up to and including ``now``, as after a machine was switched off."""
        found = []
        moment = self.next_after(last)
        while moment <= now:
            found.append(moment)
            moment = self.next_after(moment)
        return found

    def matches(self, moment):
        """Whether the schedule is due in the minute of a moment."""
        return (
            moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.month in self.months
            and moment.day in self.days
            and moment.isoweekday() % 7 in self.weekdays
        )

    def _days_from(self, first):
        """The days from one on that the schedule is due on, in order."""
        for year in range(first.year, min(first.year + HORIZON, 9999) + 1):
            for month in self.months.values:
                if (year, month) >= (first.year, first.month):
                    yield from (day for day in self._days_of(year, month) if day >= first)

    def _days_back_from(self, last):
        """The days up to one that the schedule is due on, the latest first."""
        for year in range(last.year, max(last.year - HORIZON, 1) - 1, -1):
            for month in reversed(self.months.values):
                if (year, month) <= (last.year, last.month):
                    yield from (day for day in reversed(self._days_of(year, month)) if day <= last)

    def _days_of(self, year, month):
        length = calendar.monthrange(year, month)[1]
        days = [date(year, month, day) for day in self.days.values if day <= length]
        return [day for day in days if day.isoweekday() % 7 in self.weekdays]

    def _clock_from(self, earliest):
        """The first time of a day that is not before another."""
        for hour in self.hours.values[bisect_left(self.hours.values, earliest.hour):]:
            start = earliest.minute if hour == earliest.hour else 0
            at = bisect_left(self.minutes.values, start)
            if at < len(self.minutes.values):
                return time(hour, self.minutes.values[at])
        return None

    def _clock_until(self, latest):
        """The last time of a day that is not after another."""
        for hour in reversed(self.hours.values):
            if hour > latest.hour:
                continue
            end = latest.minute if hour == latest.hour else 59
            minutes = [minute for minute in self.minutes.values if minute <= end]
            if minutes:
                return time(hour, minutes[-1])
        return None
