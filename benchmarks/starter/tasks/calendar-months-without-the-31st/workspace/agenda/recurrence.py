"""Rules for recurring events: reading them, putting them in words, and working out the days.

A rule is written like this, with the parts in this order:

    every [N|other] day|week|month|year(s)
        [on Monday[, Tuesday] [and Friday]]           for weeks
        [on the first|...|fifth|last Friday]          for months
        [or last day]                                 for months and years
        [until YYYY-MM-DD | N times]
"""

import calendar
import itertools
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Optional, Tuple

UNITS = ("day", "week", "month", "year")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
POSITIONS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}

_RULE = re.compile(
    r"every (?:(?P<interval>\d+|other) )?(?P<unit>day|week|month|year)s?"
    r"(?: on the (?P<position>[a-z]+) (?P<weekday>[a-z]+)| on (?P<weekdays>[a-z, ]+?))?"
    r"(?P<clamp> or last day)?"
    r"(?: until (?P<until>\d{4}-\d{2}-\d{2})| (?P<count>\d+) times?)?$"
)


class RuleError(ValueError):
    """A rule that makes no sense or cannot be read."""


@dataclass(frozen=True)
class Rule:
    """How an event comes back.

    ``weekdays`` are for weeks, Monday being 0; without them the weekday of the start is meant. ``position`` is for
    months: the pair (2, 4) is the second Friday, -1 counts as the last. ``clamp`` lets months and years that lack the
    day of the start have their occurrence on the last day of the month; otherwise they have none.
    """

    unit: str
    interval: int = 1
    weekdays: Tuple[int, ...] = ()
    position: Optional[Tuple[int, int]] = None
    clamp: bool = False
    until: Optional[date] = None
    count: Optional[int] = None

    def __post_init__(self):
        if self.unit not in UNITS:
            raise RuleError(f"{self.unit!r} is no unit")
        if self.interval < 1:
            raise RuleError("the interval must be 1 at least")
        if self.weekdays and self.unit != "week":
            raise RuleError("weekdays are for weekly rules")
        if any(not 0 <= weekday <= 6 for weekday in self.weekdays):
            raise RuleError("weekdays are 0 to 6")
        if self.position and (self.unit != "month" or self.clamp):
            raise RuleError("the position of a weekday is for monthly rules without 'or last day'")
        if self.position and (self.position[0] not in POSITIONS.values() or not 0 <= self.position[1] <= 6):
            raise RuleError(f"{self.position} is no position of a weekday")
        if self.clamp and self.unit not in ("month", "year"):
            raise RuleError("'or last day' is for monthly and yearly rules")
        if self.until and self.count is not None:
            raise RuleError("a rule ends on a day or after a number of times, not both")
        if self.count is not None and self.count < 1:
            raise RuleError("the number of times must be 1 at least")

    def __str__(self):
        if self.interval == 1:
            words = f"every {self.unit}"
        else:
            words = f"every {self.interval} {self.unit}s"
        if self.weekdays:
            words += f" on {_listed(WEEKDAYS[weekday] for weekday in sorted(set(self.weekdays)))}"
        if self.position:
            name = next(name for name, number in POSITIONS.items() if number == self.position[0])
            words += f" on the {name} {WEEKDAYS[self.position[1]]}"
        if self.clamp:
            words += " or last day"
        if self.until:
            words += f" until {self.until}"
        if self.count is not None:
            words += f" {self.count} time{'s' if self.count > 1 else ''}"
        return words


def _listed(words):
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def parse_rule(text):
    """The rule for a text. Raises RuleError."""
    match = _RULE.match(" ".join(text.lower().split()))
    if not match:
        raise RuleError(f"cannot read the rule {text!r}")
    found = match.groupdict()
    interval = 2 if found["interval"] == "other" else int(found["interval"] or 1)
    position = None
    if found["position"]:
        if found["position"] not in POSITIONS:
            raise RuleError(f"{found['position']!r} is no position")
        position = POSITIONS[found["position"]], _weekday(found["weekday"])
    weekdays = ()
    if found["weekdays"]:
        weekdays = tuple(_weekday(word) for word in re.split(r",? and |, ?", found["weekdays"]))
    try:
        until = date.fromisoformat(found["until"]) if found["until"] else None
    except ValueError:
        raise RuleError(f"{found['until']} is no date") from None
    count = int(found["count"]) if found["count"] else None
    return Rule(found["unit"], interval, weekdays, position, bool(found["clamp"]), until, count)


def _weekday(word):
    """The number of a weekday from its name or the first letters of it, three at least."""
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and name.lower().startswith(word):
            return number
    raise RuleError(f"{word!r} is no weekday")


def between(rule, start, first, last, exceptions=()):
    """The occurrences between two days, both included, but the exceptions."""
    found = []
    for day in occurrences(rule, start):
        if day > last:
            break
        if day >= first and day not in exceptions:
            found.append(day)
    return found


def following(rule, start, day, exceptions=()):
    """The first occurrence after a day, or None."""
    return next((other for other in occurrences(rule, start) if other > day and other not in exceptions), None)


def occurrences(rule, start):
    """All occurrences in order, exceptions included. Without an end they go on to the last year of the calendar."""
    days = _DAYS[rule.unit](rule, start)
    if rule.until:
        days = itertools.takewhile(lambda day: day <= rule.until, days)
    return itertools.islice(days, rule.count)


def ends(rule, start):
    """The last day of a rule that ends, None for one that goes on."""
    if rule.until is None and rule.count is None:
        return None
    return max(occurrences(rule, start), default=None)


def _daily(rule, start):
    ordinal = start.toordinal()
    while ordinal <= date.max.toordinal():
        yield date.fromordinal(ordinal)
        ordinal += rule.interval


def _weekly(rule, start):
    weekdays = set(rule.weekdays) or {start.weekday()}
    ordinal = start.toordinal()
    while ordinal + 6 <= date.max.toordinal():
        for day in map(date.fromordinal, range(ordinal, ordinal + 7)):
            if day.weekday() in weekdays:
                yield day
        ordinal += 7 * rule.interval


def _monthly(rule, start):
    if rule.position:
        yield from _by_position(rule, start)
        return
    day = start
    while day is not None:
        yield day
        day = _months_later(day, rule.interval)


def _yearly(rule, start):
    day = start
    while day is not None:
        yield day
        day = _months_later(day, 12 * rule.interval)


def _by_position(rule, start):
    """The weekday at its position in each month that has it."""
    number, weekday = rule.position
    year, month = start.year, start.month
    while year <= MAXYEAR:
        length = calendar.monthrange(year, month)[1]
        days = [n for n in range(1, length + 1) if calendar.weekday(year, month, n) == weekday]
        if number <= len(days):
            day = date(year, month, days[number - 1] if number > 0 else days[-1])
            if day >= start:
                yield day
        year, month = _shifted(year, month, rule.interval)


def _months_later(day, months):
    """The same day some months later or the last one of the month, None after the end of the calendar."""
    year, month = _shifted(day.year, day.month, months)
    if year > MAXYEAR:
        return None
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _shifted(year, month, months):
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


_DAYS = {"day": _daily, "week": _weekly, "month": _monthly, "year": _yearly}
