"""Messages to customers when their orders move."""

from __future__ import annotations

from collections.abc import Callable

from orders.model import Order, show_money

Outbox = Callable[[str, str], None]

TEXTS = {
    "placed": "Thank you! We have received your order {number} over {total}.",
    "part_paid": "We have received {paid} for order {number}; {owed} are still to be paid.",
    "paid": "Order {number} is paid.",
    "shipped": "Order {number} is on its way.",
    "cancelled": "Order {number} has been cancelled.",
    "refunded": "We have paid back {paid} for order {number}.",
}


def notify(order: Order, send: Outbox) -> bool:
    """Whether there was something to say about the order's new state."""
    text = TEXTS.get(order.state)
    if text is None:
        return False
    amounts = {name: show_money(getattr(order, name)) for name in ("total", "paid", "owed")}
    send(order.customer, text.format(number=order.number, **amounts))
    return True
