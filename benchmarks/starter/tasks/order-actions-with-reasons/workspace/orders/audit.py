"""Who tried what with which order, successful or not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    day: datetime.date
    order: int
    event: str
    before: str
    after: str
    note: str = ""

    @property
    def refused(self) -> bool:
        return self.before == self.after and self.note.startswith("refused")


class AuditTrail:
    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def moved(self, day: datetime.date, order: int, event: str, before: str, after: str) -> None:
        self._entries.append(Entry(day, order, event, before, after))

    def refused(self, day: datetime.date, order: int, event: str, state: str, reason: str) -> None:
        self._entries.append(Entry(day, order, event, state, state, f"refused: {reason}"))

    def of(self, order: int) -> list[Entry]:
        return [entry for entry in self._entries if entry.order == order]

    def __len__(self) -> int:
        return len(self._entries)
