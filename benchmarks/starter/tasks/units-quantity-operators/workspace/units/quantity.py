"""A number with a unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Union

from units.table import Unit, UnitError, unit

Number = Union[int, str, Fraction]


@dataclass(frozen=True)
class Quantity:
    """Make one with `quantity(3, "km")`."""

    value: Fraction
    unit: Unit

    @property
    def in_base_units(self) -> Fraction:
        return self.value * self.unit.factor

    def to(self, symbol: str) -> Quantity:
        """The same quantity in another unit. Raises UnitError if the dimensions differ."""
        target = unit(symbol)
        if target.dimension != self.unit.dimension:
            raise UnitError(f"cannot turn {self.unit.symbol} into {symbol}")
        return Quantity(self.in_base_units / target.factor, target)

    def __str__(self) -> str:
        return f"{self.value} {self.unit.symbol}"


def quantity(value: Number, symbol: str) -> Quantity:
    """Raises UnitError for an unknown unit, ValueError for text that is no number."""
    return Quantity(Fraction(value), unit(symbol))
