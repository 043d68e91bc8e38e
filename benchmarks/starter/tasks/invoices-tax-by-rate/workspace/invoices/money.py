"""Amounts of money are Decimals with two places."""

from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Round to whole cents; a half cent goes away from zero, as tax offices have it."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
