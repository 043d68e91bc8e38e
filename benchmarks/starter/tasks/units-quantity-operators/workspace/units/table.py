"""The units that are known, by symbol."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


class UnitError(ValueError):
    """An unknown unit, or units of different dimensions where that makes no sense."""


@dataclass(frozen=True)
class Unit:
    symbol: str
    dimension: str
    factor: Fraction
    """How many of the dimension's base unit it is."""


_TABLE = {
    unit.symbol: unit
    for unit in (
        Unit("m", "length", Fraction(1)),
        Unit("km", "length", Fraction(1000)),
        Unit("cm", "length", Fraction(1, 100)),
        Unit("in", "length", Fraction(254, 10000)),
        Unit("ft", "length", Fraction(3048, 10000)),
        Unit("g", "mass", Fraction(1)),
        Unit("kg", "mass", Fraction(1000)),
        Unit("lb", "mass", Fraction(45359237, 100000)),
        Unit("s", "time", Fraction(1)),
        Unit("min", "time", Fraction(60)),
        Unit("h", "time", Fraction(3600)),
    )
}


def unit(symbol: str) -> Unit:
    """Raises UnitError for a symbol that is not in the table."""
    if symbol not in _TABLE:
        raise UnitError(f"unknown unit {symbol!r}")
    return _TABLE[symbol]
