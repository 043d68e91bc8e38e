"""Where orders are kept."""

from __future__ import annotations

from collections.abc import Iterator

from orders.errors import UnknownOrder
from orders.model import Order


class OrderStore:
    def __init__(self, first_number: int = 1) -> None:
        self._orders: dict[int, Order] = {}
        self._next = first_number

    def new(self, customer: str, address: str, state: str) -> Order:
        order = Order(self._next, customer, address=address, state=state)
        self._orders[order.number] = order
        self._next += 1
        return order

    def get(self, number: int) -> Order:
        """Raises UnknownOrder."""
        try:
            return self._orders[number]
        except KeyError:
            raise UnknownOrder(number) from None

    def in_state(self, state: str) -> list[Order]:
        return [order for order in self if order.state == state]

    def __iter__(self) -> Iterator[Order]:
        return iter(sorted(self._orders.values(), key=lambda order: order.number))
