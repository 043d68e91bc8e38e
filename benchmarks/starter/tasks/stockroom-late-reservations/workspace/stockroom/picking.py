"""Taking reserved goods off the shelves."""

from __future__ import annotations

from dataclasses import dataclass

from stockroom.bins import BinMap
from stockroom.errors import NotReserved, ReservationClosed
from stockroom.ledger import StockLedger
from stockroom.reservations import Reservation


@dataclass(frozen=True)
class PickList:
    sku: str
    walk: tuple[tuple[str, int], ...]
    """Bins to go to, with the units to take there."""

    @property
    def quantity(self) -> int:
        return sum(units for _, units in self.walk)

    def __str__(self) -> str:
        stops = ", ".join(f"{units} from {name}" for name, units in self.walk)
        return f"{self.sku}: {stops}"


class Picker:
    def __init__(self, ledger: StockLedger, bins: BinMap) -> None:
        self._ledger = ledger
        self._bins = bins

    def pick(self, reservation: Reservation, sku: str, quantity: int) -> PickList:
        """Take a part or all of what is reserved. After an error nothing has changed."""
        if reservation.closed:
            raise ReservationClosed(f"reservation {reservation.number} is closed")
        if quantity < 1 or quantity > reservation.open(sku):
            raise NotReserved(f"reservation {reservation.number} has {reservation.open(sku)} of {sku} left")
        walk = self._bins.take(sku, quantity)
        self._ledger.record(sku, -quantity, f"reservation {reservation.number}")
        reservation.mark_picked(sku, quantity)
        return PickList(sku, tuple(walk))
