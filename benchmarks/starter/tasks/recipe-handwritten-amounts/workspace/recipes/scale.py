"""Recipes for more or fewer people."""

from __future__ import annotations

from fractions import Fraction
from typing import List

from recipes.card import read_line


def scale(lines: List[str], people: int, wanted: int) -> List[str]:
    """Rewrite the ingredient lines of a recipe for `people` so that it serves `wanted`."""
    factor = Fraction(wanted, people)
    result = []
    for line in lines:
        item = read_line(line)
        amount = str(item.amount.times(factor)) if item.amount else ""
        result.append(" ".join(part for part in (amount, item.unit, item.name) if part))
    return result
