"""How much of an article can still be promised to somebody."""

from __future__ import annotations

from stockroom.clock import Clock
from stockroom.ledger import StockLedger
from stockroom.reservations import ReservationBook


class Availability:
    def __init__(self, ledger: StockLedger, book: ReservationBook, clock: Clock) -> None:
        self._ledger = ledger
        self._book = book
        self._clock = clock

    def on_hand(self, sku: str) -> int:
        """Units on the shelves, promised or not."""
        return self._ledger.on_hand(sku)

    def reserved(self, sku: str) -> int:
        """Units on the shelves that are promised to somebody."""
        running = self._book.running(self._clock.now())
        return sum(reservation.quantity(sku) for reservation in running)

    def free(self, sku: str) -> int:
        """Units that anybody may have."""
        return self.on_hand(sku) - self.reserved(sku)
