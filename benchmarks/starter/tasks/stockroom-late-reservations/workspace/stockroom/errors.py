"""What the stockroom refuses to do."""

from __future__ import annotations


class StockError(Exception):
    """The message can be shown to a clerk."""


class UnknownArticle(StockError):
    def __init__(self, sku: str) -> None:
        super().__init__(f"there is no article {sku!r}")


class UnknownReservation(StockError):
    def __init__(self, number: int) -> None:
        super().__init__(f"there is no reservation {number}")


class NotEnough(StockError):
    def __init__(self, sku: str, wanted: int, there: int) -> None:
        super().__init__(f"{wanted} of {sku} wanted, {there} there")
        self.sku = sku
        self.wanted = wanted
        self.there = there


class NotReserved(StockError):
    """More was to be picked than the reservation has left."""


class ReservationClosed(StockError):
    """The reservation was released or has been picked completely."""


class ReservationExpired(StockError):
    """The reservation has run out, and somebody else has the goods."""
