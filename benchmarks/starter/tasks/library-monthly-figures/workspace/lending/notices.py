"""Letters to members."""

from __future__ import annotations

import datetime

from lending.desk import Desk
from lending.fines import fine_so_far
from lending.policies import policy_for


def reminder(desk: Desk, member_id: int, today: datetime.date) -> str | None:
    """A letter about all books that a member should have brought back, or None."""
    member = desk.members.find(member_id)
    loans = [loan for loan in desk.loans.open_of(member_id) if loan.overdue(today)]
    if not loans:
        return None
    rows, total = [], 0
    for loan in sorted(loans, key=lambda loan: loan.due):
        copy = desk.collection.find(loan.barcode)
        cents = fine_so_far(loan, policy_for(copy.category, member.kind), desk.days, today)
        total += cents
        rows.append(f"  {copy.title}, due {loan.due.isoformat()}, fine {cents / 100:.2f}")
    heading = f"Dear {member.name},\nplease bring back:"
    return "\n".join([heading, *rows, f"Together {total / 100:.2f} so far."]) + "\n"
