"""Loans as JSON, one a line, so that a backup can be appended to."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from lending.loans import Loan, LoanBook


def dump(loans: Iterable[Loan]) -> str:
    return "".join(json.dumps(_row(loan), sort_keys=True) + "\n" for loan in loans)


def load(text: str) -> LoanBook:
    book = LoanBook()
    for line in text.splitlines():
        if line.strip():
            book.add(_loan(json.loads(line)))
    return book


def _row(loan: Loan) -> dict[str, Any]:
    return {
        "barcode": loan.barcode,
        "member": loan.member_id,
        "lent": loan.lent.isoformat(),
        "due": loan.due.isoformat(),
        "returned": loan.returned.isoformat() if loan.returned else None,
        "renewals": loan.renewals,
    }


def _loan(row: dict[str, Any]) -> Loan:
    day = datetime.date.fromisoformat
    returned = day(row["returned"]) if row["returned"] else None
    return Loan(row["barcode"], row["member"], day(row["lent"]), day(row["due"]), returned, row["renewals"])
