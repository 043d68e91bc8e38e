"""Figures for the people upstairs."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from lending.books import Collection
from lending.loans import Loan


def overdue(loans: Iterable[Loan], today: datetime.date) -> list[Loan]:
    """Loans that should have ended, the longest overdue first."""
    return sorted((loan for loan in loans if loan.overdue(today)), key=lambda loan: (loan.due, loan.barcode))


def popular(loans: Iterable[Loan], collection: Collection, top: int = 10) -> list[tuple[str, int]]:
    """The titles that were lent most often, with how often; of equal ones, by title."""
    counts = Counter(collection.find(loan.barcode).title for loan in loans)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:top]


def table(rows: Sequence[Sequence[object]]) -> str:
    """Aligned columns: numbers to the right, everything else to the left."""
    if not rows:
        return ""
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            str(cell).rjust(width) if isinstance(cell, int) else str(cell).ljust(width)
            for cell, width in zip(row, widths)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"
