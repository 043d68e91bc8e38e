"""Sells tickets."""

from __future__ import annotations

from typing import List

from boxoffice.hall import Hall
from boxoffice.suggest import suggest


class SoldOut(LookupError):
    """There are not that many seats side by side."""


def sell(hall: Hall, size: int) -> List[str]:
    """Take the suggested seats and return their labels. Raises SoldOut."""
    seats = suggest(hall, size)
    if seats is None:
        raise SoldOut(f"no {size} seats side by side")
    hall.take(seats)
    return [hall.label(seat) for seat in seats]
