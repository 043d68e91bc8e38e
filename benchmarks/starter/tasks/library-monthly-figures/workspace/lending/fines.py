"""What a late return costs."""

from __future__ import annotations

import datetime

from lending.calendar import OpeningDays
from lending.loans import Loan
from lending.policies import Policy


def fine(loan: Loan, policy: Policy, days: OpeningDays) -> int:
    """Cents for a returned loan: every open day after the due one counts, up to the policy's most."""
    if loan.returned is None:
        raise ValueError("the loan is still running")
    return _cents(days.open_days_between(loan.due, loan.returned), policy)


def fine_so_far(loan: Loan, policy: Policy, days: OpeningDays, today: datetime.date) -> int:
    """What it would cost to bring the book back today."""
    return _cents(days.open_days_between(loan.due, loan.returned or today), policy)


def _cents(late_days: int, policy: Policy) -> int:
    return min(late_days * policy.fine_per_day, policy.largest_fine)
