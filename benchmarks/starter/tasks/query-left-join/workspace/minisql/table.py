"""Tables and results."""

from dataclasses import dataclass
from typing import List, Tuple


class QueryError(ValueError):
    """The statement cannot be understood or does not fit the tables."""


class Table:
    """Named columns with rows; NULL is None."""

    def __init__(self, columns, rows=()):
        self.columns = list(columns)
        self.rows = []
        for row in rows:
            self.insert(*row)

    def insert(self, *values):
        if len(values) != len(self.columns):
            raise ValueError(f"{len(values)} values for {len(self.columns)} columns")
        self.rows.append(dict(zip(self.columns, values)))


@dataclass
class Result:
    columns: List[str]
    rows: List[Tuple]
