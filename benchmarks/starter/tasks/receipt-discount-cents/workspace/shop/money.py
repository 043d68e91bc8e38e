"""Arithmetic on whole cents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation


def parse(text: str) -> int:
    """Cents in a price such as ``12.50`` or ``1'299``."""
    try:
        value = Decimal(text.replace("'", "")) * 100
    except InvalidOperation:
        raise ValueError(f"not a price: {text!r}") from None
    if value != value.to_integral_value():
        raise ValueError(f"more than two decimals: {text!r}")
    return int(value)


def show(cents: int) -> str:
    """``-5`` is shown as ``-0.05``."""
    sign = "-" if cents < 0 else ""
    units, rest = divmod(abs(cents), 100)
    return f"{sign}{units}.{rest:02d}"


def round_half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent_of(cents: int, percent: Decimal) -> int:
    return round_half_up(cents * percent / 100)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Share an amount out in proportion to the weights."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    return [amount * weight // total for weight in weights]
