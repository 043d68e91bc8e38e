"""Reads the ingredient lines of a recipe card, such as "2 cups flour", "1/2 tsp salt" or "parsley"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Optional

from recipes.amount import Amount

UNITS = frozenset("cup cups g kg l ml oz pinch tbsp tsp".split())

_AMOUNT = re.compile(r"(\d+/\d+|\d+(?:\.\d+)?)\s+")


class RecipeError(ValueError):
    """A line that cannot be meant as it stands."""


@dataclass(frozen=True)
class Ingredient:
    amount: Optional[Amount]
    unit: str
    name: str


def read_line(line: str) -> Ingredient:
    """An amount needs white space behind it; a line without one is all name."""
    line = line.strip()
    match = _AMOUNT.match(line)
    if not match:
        return Ingredient(None, "", line)
    number = Fraction(match.group(1))
    words = line[match.end() :].split()
    unit = words.pop(0) if len(words) > 1 and words[0] in UNITS else ""
    return Ingredient(Amount(number, number), unit, " ".join(words))
