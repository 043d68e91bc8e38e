"""The stockroom as the shop and the clerks use it."""

from __future__ import annotations

from collections.abc import Mapping

from stockroom import reports
from stockroom.availability import Availability
from stockroom.bins import BinMap
from stockroom.clock import Clock, SystemClock
from stockroom.errors import NotEnough, ReservationClosed
from stockroom.events import EventLog
from stockroom.items import Article, ArticleBook
from stockroom.ledger import StockLedger
from stockroom.picking import Picker, PickList
from stockroom.replenishment import Suggestion, suggestions
from stockroom.reservations import Reservation, ReservationBook


class Stockroom:
    """All durations are in minutes."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self.articles = ArticleBook()
        self.events = EventLog(self._clock)
        self._ledger = StockLedger(self._clock)
        self._bins = BinMap()
        self._book = ReservationBook()
        self._availability = Availability(self._ledger, self._book, self._clock)
        self._picker = Picker(self._ledger, self._bins)

    def add_article(self, sku: str, name: str, reorder_below: int = 0, order_size: int = 1) -> None:
        self.articles.add(Article(sku, name, reorder_below, order_size))

    def receive(self, sku: str, quantity: int, bin_name: str = "dock") -> None:
        self.articles.find(sku)
        self._ledger.record(sku, quantity, "received")
        self._bins.put(sku, bin_name, quantity)
        self.events.add("received", sku, f"{quantity} into {bin_name}")

    def on_hand(self, sku: str) -> int:
        return self._availability.on_hand(sku)

    def free(self, sku: str) -> int:
        return self._availability.free(sku)

    def reserve(self, customer: str, wanted: Mapping[str, int], minutes: float = 15) -> Reservation:
        """All or nothing. Raises NotEnough for the first article of which too few are free."""
        for sku, quantity in wanted.items():
            self.articles.find(sku)
            if quantity < 1 or quantity > self.free(sku):
                raise NotEnough(sku, quantity, self.free(sku))
        reservation = self._book.open(customer, wanted, self._clock.now() + minutes * 60)
        self.events.add("reserved", reservation.number, f"for {customer}")
        return reservation

    def extend(self, number: int, minutes: float = 15) -> Reservation:
        """Let a reservation run for so many minutes from now."""
        reservation = self._book.find(number)
        if reservation.closed:
            raise ReservationClosed(f"reservation {number} is closed")
        reservation.expires_at = self._clock.now() + minutes * 60
        self.events.add("extended", number)
        return reservation

    def release(self, number: int) -> None:
        self._book.find(number).release()
        self.events.add("released", number)

    def pick(self, number: int, sku: str, quantity: int) -> PickList:
        picked = self._picker.pick(self._book.find(number), sku, quantity)
        self.events.add("picked", number, str(picked))
        return picked

    def to_order(self) -> list[Suggestion]:
        return suggestions(self.articles, self._availability)

    def stock_table(self) -> str:
        return reports.stock_table(self.articles, self._availability)
