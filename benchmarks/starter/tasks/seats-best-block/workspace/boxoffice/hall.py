"""The seating plan of a hall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

FREE, TAKEN, AISLE = ".", "x", " "


@dataclass(frozen=True)
class Seat:
    row: int
    """0 is next to the stage."""
    column: int
    """Where it is in the plan's row, aisles included."""


class Hall:
    """Made from a plan, the row at the stage first: "." is a free seat, "x" a taken one, a space an aisle."""

    def __init__(self, plan: str) -> None:
        self._rows = [list(line.rstrip()) for line in plan.strip("\n").splitlines()]

    @property
    def rows(self) -> int:
        return len(self._rows)

    def width(self, row: int) -> int:
        return len(self._rows[row])

    def is_free(self, row: int, column: int) -> bool:
        """False for taken seats, aisles and places outside of the row."""
        return 0 <= column < self.width(row) and self._rows[row][column] == FREE

    def middle(self, row: int) -> float:
        """Half-way between the first and the last seat of the row, in columns."""
        seats = [column for column, mark in enumerate(self._rows[row]) if mark != AISLE]
        return (seats[0] + seats[-1]) / 2 if seats else 0.0

    def take(self, seats: Iterable[Seat]) -> None:
        for seat in seats:
            self._rows[seat.row][seat.column] = TAKEN

    def label(self, seat: Seat) -> str:
        """What is printed on the ticket: A1 is the leftmost seat of the row at the stage."""
        before = self._rows[seat.row][: seat.column + 1]
        return f"{chr(ord('A') + seat.row)}{sum(mark != AISLE for mark in before)}"

    def __str__(self) -> str:
        return "\n".join("".join(row) for row in self._rows)
