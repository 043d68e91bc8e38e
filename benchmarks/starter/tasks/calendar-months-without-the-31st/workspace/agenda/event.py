"""Events: a title, a first day, and perhaps a rule by which they come back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Optional

from agenda.recurrence import Rule, between


@dataclass(frozen=True)
class Event:
    """An event that lasts some days; ``exceptions`` are occurrences that were called off, by their first day."""

    title: str
    start: date
    rule: Optional[Rule] = None
    days: int = 1
    exceptions: frozenset = frozenset()

    def starts(self, first, last):
        """The first days of the occurrences that begin between two days, both included."""
        if self.rule is None:
            return [self.start] if first <= self.start <= last else []
        return between(self.rule, self.start, first, last, self.exceptions)

    def is_on(self, day):
        """Whether an occurrence covers a day."""
        return bool(self.starts(day - timedelta(days=self.days - 1), day))


def agenda(events, first, last):
    """Lines of text with all that begins between two days, by day and title."""
    found = sorted((day, event.title) for event in events for day in event.starts(first, last))
    return [f"{day:%Y-%m-%d}  {title}" for day, title in found]
