"""One field of a cron line: lists, ranges, steps and names."""

import re
from dataclasses import dataclass
from typing import Tuple

_PART = re.compile(r"(?:(\*|\?)|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:/([0-9]+))?$")


class CronError(ValueError):
    """A line that cannot be understood."""


@dataclass(frozen=True)
class Field:
    """The values of a field in ascending order, and how it was written."""

    text: str
    values: Tuple[int, ...]

    def __contains__(self, value):
        return value in self.values


def parse(text, low, high, names=()):
    """The field for a text; ``names`` stand for the values from ``low`` on. Raises CronError."""
    values = set()
    for part in text.lower().split(","):
        match = _PART.match(part)
        if not match:
            raise CronError(f"cannot read {part!r} in {text!r}")
        star, first, last, step = match.groups()
        start = low if star else _number(first, low, high, names)
        end = _number(last, low, high, names) if last else high if star or step else start
        if start > end or step and int(step) == 0:
            raise CronError(f"{part!r} contains nothing")
        values.update(range(start, end + 1, int(step or 1)))
    return Field(text, tuple(sorted(values)))


def _number(word, low, high, names):
    if word in names:
        return low + names.index(word)
    if not word.isdigit() or not low <= int(word) <= high:
        raise CronError(f"{word!r} is not between {low} and {high}")
    return int(word)
