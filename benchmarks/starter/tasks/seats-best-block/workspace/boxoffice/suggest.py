"""Looks for seats side by side."""

from __future__ import annotations

from typing import List, Optional

from boxoffice.hall import Hall, Seat


def suggest(hall: Hall, size: int) -> Optional[List[Seat]]:
    """Seats for `size` people next to one another, from left to right, or None. Takes nothing."""
    if size < 1:
        raise ValueError("nobody to seat")
    for row in range(hall.rows):
        for start in range(hall.width(row) - size + 1):
            if all(hall.is_free(row, column) for column in range(start, start + size)):
                return [Seat(row, column) for column in range(start, start + size)]
    return None
