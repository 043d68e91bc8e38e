"""What happens at the desk: lending, renewing, taking back."""

from __future__ import annotations

import datetime

from lending.books import Collection
from lending.calendar import OpeningDays
from lending.errors import CopyOut, LimitReached, NotLent
from lending.fines import fine
from lending.loans import Loan, LoanBook
from lending.members import Members
from lending.policies import policy_for


class Desk:
    def __init__(self, collection: Collection, members: Members, days: OpeningDays) -> None:
        self.collection = collection
        self.members = members
        self.days = days
        self.loans = LoanBook()

    def lend(self, barcode: str, member_id: int, today: datetime.date) -> Loan:
        """Raises CopyOut or LimitReached."""
        copy = self.collection.find(barcode)
        member = self.members.find(member_id)
        if self.loans.current(barcode):
            raise CopyOut(f"{copy.title} is out")
        policy = policy_for(copy.category, member.kind)
        if len(self.loans.open_of(member_id)) >= policy.limit:
            raise LimitReached(f"{member.name} has {policy.limit} books already")
        due = self.days.next_open(today + datetime.timedelta(days=policy.days))
        return self.loans.add(Loan(barcode, member_id, today, due))

    def renew(self, barcode: str, today: datetime.date) -> Loan:
        """Count the loan period anew from today. Raises NotLent, or LimitReached after the last renewal."""
        loan = self._current(barcode)
        policy = policy_for(self.collection.find(barcode).category, self.members.find(loan.member_id).kind)
        if loan.renewals >= policy.renewals:
            raise LimitReached(f"{barcode} has been renewed {loan.renewals} times")
        loan.due = max(loan.due, self.days.next_open(today + datetime.timedelta(days=policy.days)))
        loan.renewals += 1
        return loan

    def take_back(self, barcode: str, today: datetime.date) -> int:
        """End the loan and return the fine in cents."""
        loan = self._current(barcode)
        loan.returned = today
        policy = policy_for(self.collection.find(barcode).category, self.members.find(loan.member_id).kind)
        return fine(loan, policy, self.days)

    def _current(self, barcode: str) -> Loan:
        loan = self.loans.current(barcode)
        if loan is None:
            raise NotLent(f"{barcode} is not lent")
        return loan
