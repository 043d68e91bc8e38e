"""The seam between a campaign and the rule by which it chooses its next step."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from archive.facts import Decided
from archive.lineage import LineageView

Odds = tuple[tuple[str, float], ...]
"""Every agent that could have been chosen, with a figure: a probability, or for the final choice its estimate."""


@dataclass(frozen=True)
class Expand:
    """Bear a child of these parents."""

    parents: tuple[str, ...]
    why: str
    candidates: Odds


@dataclass(frozen=True)
class Evaluate:
    """Measure one agent on one search task."""

    agent: str
    task: str
    why: str
    candidates: Odds


@dataclass(frozen=True)
class Wait:
    """Nothing can be decided until a pending attempt ends."""


@dataclass(frozen=True)
class Stop:
    """There is nothing left to do."""

    why: str


Decision = Expand | Evaluate | Wait | Stop


@dataclass(frozen=True)
class State:
    """All that a policy may know: no storage, no clock, no held-out result."""

    lineage: LineageView
    pending: Mapping[str, Decided]
    """Attempts under way, by id, in the order in which they were decided."""
    tasks: Sequence[str]
    """The search tasks, in the suite's order."""
    evaluations: int
    """The budget of search evaluations, those made included."""
    newest_only: bool
    """Whether only the newest agent may be a parent."""

    def open_tasks(self, agent: str) -> list[str]:
        """Search tasks on which the agent has no verdict and none is pending, in the suite's order."""
        done = self.lineage[agent].results
        busy = {each.task for each in self.pending.values() if each.action == "evaluate" and each.agents[0] == agent}
        return [task for task in self.tasks if task not in done and task not in busy]

    def pending_of(self, action: str) -> int:
        """How many attempts of a kind (``expand``, ``evaluate``) are under way."""
        return sum(each.action == action for each in self.pending.values())

    def parents(self, eligible: Sequence[str]) -> list[str]:
        """Those of the agents, given in order of birth, that may be parents under the campaign's options."""
        return list(eligible[-1:] if self.newest_only else eligible)


@dataclass(frozen=True)
class Choice:
    """The final agent."""

    agent: str
    why: str
    candidates: Odds


class Policy(Protocol):
    """A rule for choosing. Without state: everything follows from its arguments."""

    @property
    def name(self) -> str: ...

    def decide(self, state: State, rng: random.Random) -> Decision:
        """The next step. Uses no chance but the given source."""

    def choose(self, state: State) -> Choice:
        """The final agent of a campaign."""
