"""Converts amounts from one currency to another."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rates.table import RateTable


class NoRate(LookupError):
    """There is no rate for that day."""


def rate(table: RateTable, source: str, target: str, day: date) -> Decimal:
    """How many units of `target` one `source` is, not rounded. Raises NoRate."""
    if source == target:
        return Decimal(1)
    source_quote, target_quote = table.quote(source, day), table.quote(target, day)
    if source_quote is None or target_quote is None:
        raise NoRate(f"{source} to {target} on {day}")
    return target_quote / source_quote


def convert(table: RateTable, amount: Decimal, source: str, target: str, day: date) -> Decimal:
    """Rounded to cents, halves up. Raises NoRate."""
    return (amount * rate(table, source, target, day)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
