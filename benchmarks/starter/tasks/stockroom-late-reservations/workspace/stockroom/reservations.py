"""Promises to customers, each with an end."""

from __future__ import annotations

from collections.abc import Mapping

from stockroom.errors import ReservationClosed, UnknownReservation


class Reservation:
    def __init__(self, number: int, customer: str, wanted: Mapping[str, int], expires_at: float) -> None:
        self.number = number
        self.customer = customer
        self.expires_at = expires_at
        self._wanted = dict(wanted)
        self._picked = {sku: 0 for sku in wanted}
        self._released = False

    @property
    def skus(self) -> list[str]:
        return sorted(self._wanted)

    def quantity(self, sku: str) -> int:
        """Units that were reserved at first."""
        return self._wanted.get(sku, 0)

    def open(self, sku: str) -> int:
        """Units that have not been picked yet."""
        return self.quantity(sku) - self._picked.get(sku, 0)

    @property
    def closed(self) -> bool:
        return self._released or not any(self.open(sku) for sku in self._wanted)

    def running(self, now: float) -> bool:
        """Whether it binds goods. At the second at which it expires it does not any more."""
        return not self.closed and now < self.expires_at

    def mark_picked(self, sku: str, quantity: int) -> None:
        self._picked[sku] += quantity

    def release(self) -> None:
        if self.closed:
            raise ReservationClosed(f"reservation {self.number} is closed")
        self._released = True


class ReservationBook:
    def __init__(self) -> None:
        self._reservations: dict[int, Reservation] = {}

    def open(self, customer: str, wanted: Mapping[str, int], expires_at: float) -> Reservation:
        number = len(self._reservations) + 1
        reservation = Reservation(number, customer, wanted, expires_at)
        self._reservations[number] = reservation
        return reservation

    def find(self, number: int) -> Reservation:
        try:
            return self._reservations[number]
        except KeyError:
            raise UnknownReservation(number) from None

    def running(self, now: float) -> list[Reservation]:
        return [reservation for reservation in self._reservations.values() if reservation.running(now)]

    def of_customer(self, customer: str) -> list[Reservation]:
        return [reservation for reservation in self._reservations.values() if reservation.customer == customer]
