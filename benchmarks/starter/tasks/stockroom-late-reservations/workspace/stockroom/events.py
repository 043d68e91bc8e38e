"""A record of what happened, for the clerk's screen and for audits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockroom.clock import Clock


@dataclass(frozen=True)
class Event:
    at: float
    what: str
    subject: str
    details: str = ""


class EventLog:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._events: list[Event] = []

    def add(self, what: str, subject: object, details: str = "") -> None:
        self._events.append(Event(self._clock.now(), what, str(subject), details))

    def about(self, subject: object) -> list[Event]:
        return [event for event in self._events if event.subject == str(subject)]

    def __iter__(self) -> Iterator[Event]:
        return iter(list(self._events))

    def __len__(self) -> int:
        return len(self._events)
