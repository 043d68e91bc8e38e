"""How long, how many, how dear: by the kind of book and the kind of member."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Policy:
    days: int = 28
    limit: int = 6
    renewals: int = 2
    fine_per_day: int = 20
    """Cents."""
    largest_fine: int = 1000


STANDARD = Policy()
BY_CATEGORY = {
    "film": Policy(days=7, renewals=0, fine_per_day=50),
    "magazine": Policy(days=7, renewals=1),
    "reference": Policy(days=1, limit=1, renewals=0, fine_per_day=100),
}


def policy_for(category: str, member_kind: str) -> Policy:
    """Children pay nothing; schools borrow more and longer."""
    policy = BY_CATEGORY.get(category, STANDARD)
    if member_kind == "child":
        return replace(policy, fine_per_day=0)
    if member_kind == "school":
        return replace(policy, days=policy.days * 2, limit=policy.limit * 5)
    return policy
