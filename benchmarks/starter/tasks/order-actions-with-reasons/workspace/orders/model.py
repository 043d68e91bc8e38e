"""Orders and their lines. All money is in cents."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    sku: str
    quantity: int
    price: int

    @property
    def total(self) -> int:
        return self.quantity * self.price


@dataclass
class Order:
    number: int
    customer: str
    lines: list[Line] = field(default_factory=list)
    address: str = ""
    state: str = "draft"
    paid: int = 0
    shipped_on: datetime.date | None = None
    delivered_on: datetime.date | None = None

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def owed(self) -> int:
        return max(0, self.total - self.paid)

    def units(self) -> dict[str, int]:
        """Units by article; an article may stand in several lines."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.sku] = found.get(line.sku, 0) + line.quantity
        return found


def show_money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
