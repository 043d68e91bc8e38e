"""Conditions that rules can name. A guard looks at an order and its surroundings and changes neither."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from orders.model import Order

RETURN_DAYS = 14


@dataclass
class Surroundings:
    today: datetime.date
    stock: Mapping[str, int] = field(default_factory=dict)


Guard = Callable[[Order, Surroundings], bool]


def has_lines(order: Order, around: Surroundings) -> bool:
    return bool(order.lines)


def has_address(order: Order, around: Surroundings) -> bool:
    return bool(order.address.strip())


def covers_total(order: Order, around: Surroundings) -> bool:
    return order.paid >= order.total


def paid_something(order: Order, around: Surroundings) -> bool:
    return order.paid > 0


def missing(order: Order, around: Surroundings) -> list[str]:
    """Articles of which the order needs more than there are, sorted."""
    return sorted(sku for sku, units in order.units().items() if around.stock.get(sku, 0) < units)


def in_stock(order: Order, around: Surroundings) -> bool:
    return not missing(order, around)


def not_handed_over(order: Order, around: Surroundings) -> bool:
    return order.shipped_on is None


def returnable(order: Order, around: Surroundings) -> bool:
    return order.delivered_on is not None and (around.today - order.delivered_on).days <= RETURN_DAYS


def standard_guards() -> dict[str, Guard]:
    return {
        "has_lines": has_lines,
        "has_address": has_address,
        "covers_total": covers_total,
        "paid_something": paid_something,
        "in_stock": in_stock,
        "not_handed_over": not_handed_over,
        "returnable": returnable,
    }
