"""Deciding a campaign again from its ledger: do the recorded decisions follow from the facts before them?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.facts import Decided
from archive.ledger import Ledger
from archive.lineage import Lineage
from campaign.config import Config
from campaign.loop import decision_rng, record
from campaign.policies import open_policy
from campaign.policy import Evaluate, Expand, State


def redecide(config: Config, ledger: Ledger) -> Iterator[tuple[Decided, Decided | None]]:
    """Every recorded decision with the one that the policy makes now; None where it would wait or stop."""
    policy = open_policy(config.policy)
    lineage = Lineage()
    for entry in ledger.facts():
        if isinstance(entry.fact, Decided):
            tasks = lineage.started.tasks if lineage.started else ()
            state = State(lineage, lineage.open, tasks, config.evaluations, config.parents == "newest")
            number = entry.fact.number
            decision = policy.decide(state, decision_rng(config.seed, number))
            again = record(decision, number) if isinstance(decision, Expand | Evaluate) else None
            yield entry.fact, again
        lineage.add(entry.fact)
