"""Boards of cells, what becomes of them, and how they are read and written.

A cell is a pair (x, y); x counts from the left and y from the top, both from zero. Boards are never changed: every
operation returns a new one.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import FrozenSet, Tuple

from automaton.rule import LIFE

ALIVE, DEAD = "#", "."
_RUN = re.compile(r"(\d*)([bo$!])")


@dataclass(frozen=True)
class Board:
    """A rectangle of cells, of which some are alive."""

    width: int
    height: int
    cells: FrozenSet[Tuple[int, int]] = field(default_factory=frozenset)

    def __post_init__(self):
        if self.width < 1 or self.height < 1:
            raise ValueError("a board has one cell at least")
        object.__setattr__(self, "cells", frozenset(self.cells))
        outside = sorted(cell for cell in self.cells if not self.contains(*cell))
        if outside:
            raise ValueError(f"{outside[0]} is not on the board")

    @classmethod
    def parse(cls, text):
        """The board for lines of # and . characters, shorter lines being filled up. Raises ValueError."""
        lines = text.split()
        for line in lines:
            if set(line) - {ALIVE, DEAD}:
                raise ValueError(f"cannot read the line {line!r}")
        cells = ((x, y) for y, line in enumerate(lines) for x, mark in enumerate(line) if mark == ALIVE)
        return cls(max(map(len, lines), default=0), len(lines), cells)

    def contains(self, x, y):
        return 0 <= x < self.width and 0 <= y < self.height

    def _with(self, cells):
        """A board like this one with other cells; those that are not on the board are left out."""
        return Board(self.width, self.height, (cell for cell in cells if self.contains(*cell)))

    # Generations

    def neighbours(self, x, y):
        """The cells of the board around a cell."""
        around = ((x + dx, y + dy) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dx or dy)
        return [cell for cell in around if self.contains(*cell)]

    def step(self, rule=LIFE):
        """The next generation."""
        counts = Counter(other for cell in self.cells for other in self.neighbours(*cell))
        return self._with(
            cell for cell in self.cells.union(counts) if rule.lives(cell in self.cells, counts[cell])
        )

    def run(self, generations, rule=LIFE):
        """The boards of some generations, this one first."""
        boards = [self]
        for _ in range(generations):
            boards.append(boards[-1].step(rule))
        return boards

    def after(self, generations, rule=LIFE):
        """The board some generations later."""
        return self.run(generations, rule)[-1]

    def cycle(self, limit=1000, rule=LIFE):
        """When the board first returns to an earlier state: the generation it returns to, and the period.

        None if it does not within ``limit`` generations.
        """
        seen = {}
        board = self
        for generation in range(limit + 1):
            if board in seen:
                return seen[board], generation - seen[board]
            seen[board] = generation
            board = board.step(rule)
        return None

    # Figures

    @property
    def population(self):
        return len(self.cells)

    def history(self, generations, rule=LIFE):
        """The population of this generation and of some after it."""
        return [board.population for board in self.run(generations, rule)]

    def bounds(self):
        """Left, top, right and bottom of what is alive, all included; None if nothing is."""
        if not self.cells:
            return None
        columns, rows = [x for x, _ in self.cells], [y for _, y in self.cells]
        return min(columns), min(rows), max(columns), max(rows)

    def groups(self):
        """The living cells in groups of neighbours, the largest first, and then by their upper left cells."""
        left = set(self.cells)
        found = []
        while left:
            group = set()
            waiting = [left.pop()]
            while waiting:
                cell = waiting.pop()
                group.add(cell)
                near = left.intersection(self.neighbours(*cell))
                left -= near
                waiting.extend(near)
            found.append(frozenset(group))
        return sorted(found, key=lambda group: (-len(group), min((y, x) for x, y in group)))

    # Changes

    def toggled(self, *cells):
        """The board with some cells turned around. Raises ValueError for a cell that is not on it."""
        for cell in cells:
            if not self.contains(*cell):
                raise ValueError(f"{cell} is not on the board")
        return self._with(self.cells.symmetric_difference(cells))

    def moved(self, dx, dy):
        """The board with all cells moved; what leaves it is lost."""
        return self._with((x + dx, y + dy) for x, y in self.cells)

    def flipped(self):
        """The board in the mirror, left and right exchanged."""
        return self._with((self.width - 1 - x, y) for x, y in self.cells)

    def turned(self):
        """The board turned by 180 degrees."""
        return self._with((self.width - 1 - x, self.height - 1 - y) for x, y in self.cells)

    def pasted(self, other, x, y):
        """The board with the living cells of another one added at a place; what does not fit on it is left out."""
        return self._with(self.cells.union((x + column, y + row) for column, row in other.cells))

    def centred(self):
        """The board with all that lives moved to its middle, or up and left of it by half a cell."""
        bounds = self.bounds()
        if bounds is None:
            return self
        left, top, right, bottom = bounds
        return self.moved((self.width - 1 - right - left) // 2, (self.height - 1 - bottom - top) // 2)

    # Reading and writing

    def __str__(self):
        rows = []
        for y in range(self.height):
            rows.append("".join(ALIVE if (x, y) in self.cells else DEAD for x in range(self.width)))
        return "\n".join(rows)

    def film(self, generations, rule=LIFE):
        """Some generations as text, with a caption above each."""
        frames = []
        for number, board in enumerate(self.run(generations, rule)):
            frames.append(f"generation {number}, population {board.population}\n{board}\n")
        return "\n".join(frames)

    def pattern(self):
        """What is alive in run-length encoding, such as "bo$2bo$3o!" for a glider."""
        bounds = self.bounds()
        if bounds is None:
            return "!"
        left, top, right, bottom = bounds
        parts = []
        skipped = 0
        for y in range(top, bottom + 1):
            marks = "".join("o" if (x, y) in self.cells else "b" for x in range(left, right + 1)).rstrip("b")
            if marks and skipped:
                parts.append(_times(skipped, "$"))
                skipped = 0
            parts.extend(_times(len(run.group()), run.group()[0]) for run in re.finditer(r"b+|o+", marks))
            skipped += 1
        return "".join(parts) + "!"

    def stamped(self, pattern, x=0, y=0):
        """The board with a pattern in run-length encoding added at a place. Raises ValueError."""
        cells = set()
        column, row = x, y
        code = "".join(pattern.split())
        at = 0
        for run in _RUN.finditer(code):
            if run.start() != at:
                break
            at = run.end()
            count, mark = int(run.group(1) or 1), run.group(2)
            if mark == "!":
                break
            if mark == "$":
                column, row = x, row + count
                continue
            if mark == "o":
                cells.update((column + offset, row) for offset in range(count))
            column += count
        if not code[:at].endswith("!"):
            raise ValueError(f"cannot read the pattern from here on: {code[at:at + 20]!r}")
        return self._with(self.cells | cells)


def _times(count, mark):
    return mark if count == 1 else f"{count}{mark}"
