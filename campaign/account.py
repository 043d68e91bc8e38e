"""Everything that is known of one agent, for ``phyla show``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from archive.facts import Proposal
from archive.lineage import Lineage
from campaign.opening import Reading
from campaign.render.text import cost
from campaign.rows import SHORT, AgentRow, rows, visible


class TaskChange(BaseModel):
    """One edge of the tree, task by task, on the search tasks that both agents were measured on."""

    model_config = ConfigDict(frozen=True)

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: tuple[str, ...]
    still_failing: tuple[str, ...]


class Account(BaseModel):
    """What ``phyla show`` tells."""

    model_config = ConfigDict(frozen=True)

    row: AgentRow
    path: tuple[AgentRow, ...]
    """From the seed to the agent."""
    proposal: Proposal | None
    changed_files: tuple[str, ...]
    """Against the first parent, as ``path +added -removed``."""
    results: dict[str, str]
    """The last outcome on each search task."""
    against_parent: TaskChange | None
    heldout: dict[str, str]
    why_parents: tuple[str, ...]
    """Why the agent was chosen as a parent, each time, with the probability that it had."""


def account(read: Reading, agent: str) -> Account:
    """Tell of an agent."""
    lineage = read.lineage
    record = lineage[agent]
    by_id = {row.id: row for row in rows(lineage)}
    parent = record.parents[0] if record.parents else None
    stat = read.store.diff_stat(parent, agent) if parent else []
    return Account(
        row=by_id[agent],
        path=tuple(by_id[each] for each in lineage.path(agent)),
        proposal=record.proposal,
        changed_files=tuple(f"{each.path} +{each.added} -{each.removed}" for each in stat),
        results=_last(lineage, agent),
        against_parent=task_change(_last(lineage, parent), _last(lineage, agent)) if parent else None,
        heldout={run.attempt.split("-", 2)[2]: run.outcome for run in lineage.heldout(agent)},
        why_parents=_reasons(read, agent),
    )


def task_change(before: dict[str, str], after: dict[str, str]) -> TaskChange:
    """Compare two agents' last outcomes."""
    both = sorted(before.keys() & after.keys())

    def where(was: bool, is_now: bool) -> tuple[str, ...]:
        return tuple(t for t in both if (before[t] == "solved") is was and (after[t] == "solved") is is_now)

    return TaskChange(
        gained=where(False, True), lost=where(True, False), kept=where(True, True), still_failing=where(False, False)
    )


def _last(lineage: Lineage, agent: str) -> dict[str, str]:
    return {task: outcomes[-1] for task, outcomes in sorted(lineage[agent].results.items())}


def _reasons(read: Reading, agent: str) -> tuple[str, ...]:
    reasons = []
    for entry in read.ledger.facts():
        fact = entry.fact
        if fact.kind == "decided" and fact.action == "expand" and agent in fact.agents:
            odds = dict(fact.candidates).get(agent, 0.0)
            reasons.append(f"decision {fact.number}: {fact.why} ({odds:.0%} of {len(fact.candidates)} candidates)")
    return tuple(reasons)


def account_text(told: Account) -> str:
    """The account for people."""
    row = told.row
    lines = [
        f"agent {row.id}{'  (chosen)' if row.chosen else ''}",
        f"own score    {row.score}",
        f"clade score  {row.clade}   {len(row.children)} children, {len(row.stillborn)} stillborn",
        f"cost         {cost(row.usd, row.tokens)}, {row.seconds:.0f} s",
        "",
        "path",
        *(f"  {each.short}  {each.title}  {each.score}" for each in told.path),
    ]
    if told.proposal:
        lines += [
            "",
            f"proposal: {told.proposal.title}",
            f"  learned from {told.proposal.entry} ({told.proposal.trace})",
        ]
        lines += ["  " + line for line in told.proposal.diagnosis.strip().splitlines()]
        lines += ["  " + line for line in told.proposal.change.strip().splitlines()]
        lines += ["", "changed files", *(f"  {each}" for each in told.changed_files)]
    if told.against_parent:
        lines += ["", "against its parent, on the tasks that both were measured on"]
        lines += [f"  {name:<14}{', '.join(tasks) or '-'}" for name, tasks in _named(told.against_parent)]
    lines += ["", "search tasks", *(f"  {outcome:<9} {task}" for task, outcome in told.results.items())]
    if told.heldout:
        lines += ["", "held-out tasks", *(f"  {outcome:<9} {task}" for task, outcome in told.heldout.items())]
    if told.why_parents:
        lines += ["", "why it became a parent", *(f"  {reason}" for reason in told.why_parents)]
    if told.path[-1].parents:
        lines += ["", f"its change: phyla diff CAMPAIGN {told.path[-1].parents[0][:SHORT]} {row.short}"]
    return "\n".join(visible(line) for line in lines)


def _named(change: TaskChange) -> list[tuple[str, tuple[str, ...]]]:
    return [
        ("gained", change.gained),
        ("lost", change.lost),
        ("kept", change.kept),
        ("still failing", change.still_failing),
    ]
