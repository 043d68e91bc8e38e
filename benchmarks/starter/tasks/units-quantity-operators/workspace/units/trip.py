"""Sums up the legs of a trip."""

from __future__ import annotations

from fractions import Fraction
from typing import Iterable

from units.quantity import Quantity, quantity


def total_distance(legs: Iterable[Quantity]) -> Quantity:
    """In kilometres."""
    return quantity(sum((leg.to("km").value for leg in legs), Fraction(0)), "km")
