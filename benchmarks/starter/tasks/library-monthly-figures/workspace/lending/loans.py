"""Loans, running and ended."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Loan:
    barcode: str
    member_id: int
    lent: datetime.date
    due: datetime.date
    returned: datetime.date | None = None
    renewals: int = 0

    @property
    def running(self) -> bool:
        return self.returned is None

    @property
    def late(self) -> bool:
        """Whether it was returned after its due day. A running loan is not late, it may be overdue."""
        return self.returned is not None and self.returned > self.due

    def overdue(self, today: datetime.date) -> bool:
        return self.running and today > self.due


class LoanBook:
    """All loans in the order in which they began."""

    def __init__(self) -> None:
        self._loans: list[Loan] = []

    def add(self, loan: Loan) -> Loan:
        self._loans.append(loan)
        return loan

    def current(self, barcode: str) -> Loan | None:
        for loan in reversed(self._loans):
            if loan.barcode == barcode and loan.running:
                return loan
        return None

    def open_of(self, member_id: int) -> list[Loan]:
        return [loan for loan in self._loans if loan.member_id == member_id and loan.running]

    def __iter__(self) -> Iterator[Loan]:
        return iter(list(self._loans))

    def __len__(self) -> int:
        return len(self._loans)
