"""Every unit that came in or went out."""

from __future__ import annotations

from dataclasses import dataclass

from stockroom.clock import Clock
from stockroom.errors import NotEnough


@dataclass(frozen=True)
class Movement:
    at: float
    sku: str
    change: int
    reason: str


class StockLedger:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._movements: list[Movement] = []

    def record(self, sku: str, change: int, reason: str) -> Movement:
        """Raises NotEnough if more would go out than there is."""
        there = self.on_hand(sku)
        if there + change < 0:
            raise NotEnough(sku, -change, there)
        movement = Movement(self._clock.now(), sku, change, reason)
        self._movements.append(movement)
        return movement

    def on_hand(self, sku: str) -> int:
        return sum(movement.change for movement in self._movements if movement.sku == sku)

    def history(self, sku: str) -> list[Movement]:
        return [movement for movement in self._movements if movement.sku == sku]
