"""Lineage: what the facts say about agents and their descent, kept up to date fact by fact.

Adding a fact costs the number of the agent's ancestors, not the size of the archive; reading changes nothing. Policies
get a ``LineageView``, through which no held-out result can be reached.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import assert_never

from archive.facts import (
    Born,
    Chosen,
    Decided,
    Fact,
    Failed,
    Note,
    Spend,
    Spent,
    Started,
    Stillborn,
    Verdict,
)
from archive.record import Costs, Record, Results, Run, Tally

__all__ = ["Lineage", "LineageError", "LineageView", "Record", "Results", "Run", "Tally"]


class LineageError(ValueError):
    """A fact does not fit those before it: it tells of an agent that is not known, or bears one again."""


@dataclass(slots=True)
class _Known:
    """The state that a lineage and its views share."""

    records: dict[str, Record] = field(default_factory=dict)
    open: dict[str, Decided] = field(default_factory=dict)
    evaluations: int = 0
    expansions: int = 0
    decisions: int = 0
    started: Started | None = None
    chosen: Chosen | None = None


class LineageView:
    """A lineage as policies see it: without held-out results, without a way to change it."""

    def __init__(self, known: _Known) -> None:
        self._known = known

    def __getitem__(self, agent: str) -> Record:
        return self._known.records[agent]

    def __contains__(self, agent: object) -> bool:
        return agent in self._known.records

    def __len__(self) -> int:
        return len(self._known.records)

    @property
    def agents(self) -> tuple[str, ...]:
        """All agents in order of birth."""
        return tuple(self._known.records)

    @property
    def evaluations(self) -> int:
        """Counted search evaluations."""
        return self._known.evaluations

    @property
    def expansions(self) -> int:
        """Expansions that ended, with or without a child; one that failed by our fault is none."""
        return self._known.expansions

    @property
    def decisions(self) -> int:
        """Decisions so far: the number of the next one."""
        return self._known.decisions

    @property
    def open(self) -> Mapping[str, Decided]:
        """Attempts without an outcome, in the order in which they were decided."""
        return MappingProxyType(self._known.open)

    @property
    def started(self) -> Started | None:
        return self._known.started

    @property
    def chosen(self) -> Chosen | None:
        """The last choice of a final agent."""
        return self._known.chosen

    def path(self, agent: str) -> tuple[str, ...]:
        """From the seed to the agent, along first parents."""
        path = [agent]
        while parents := self[path[-1]].parents:
            path.append(parents[0])
        return tuple(reversed(path))

    def ancestors(self, agent: str) -> Iterator[str]:
        """Each once, nearest first, without the agent itself."""
        return self._reach(agent, attrgetter("parents"))

    def descendants(self, agent: str) -> Iterator[str]:
        """Each once, nearest first, without the agent itself."""
        return self._reach(agent, attrgetter("children"))

    def _reach(self, agent: str, step: Callable[[Record], tuple[str, ...]]) -> Iterator[str]:
        records, seen, queue = self._known.records, {agent}, deque([agent])
        while queue:
            for other in step(records[queue.popleft()]):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
                    yield other


class Lineage(LineageView):
    """The whole lineage, built by adding facts in the ledger's order."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        super().__init__(_Known())
        self._heldout: dict[str, list[Verdict]] = {}
        self._notes: list[Note] = []
        self._costs = Costs()
        for fact in facts:
            self.add(fact)

    def view(self) -> LineageView:
        """The part that policies may see; it follows this lineage."""
        return LineageView(self._known)

    def heldout(self, agent: str) -> tuple[Verdict, ...]:
        """The agent's verdicts on held-out tasks, unscored ones included; they are in no tally."""
        return tuple(self._heldout.get(agent, ()))

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    @property
    def spend(self) -> Spend:
        """What the campaign cost: every model call, of lost attempts too, and the time of the attempts that ended."""
        return self._costs.spend()

    def add(self, fact: Fact) -> None:
        """Take in the next fact. Raises LineageError, and then has changed nothing."""
        match fact:
            case Spent():
                self._meter(fact)
            case Decided():
                self._known.decisions += 1
                self._known.open[fact.attempt] = fact
            case Verdict():
                self._judge(fact)
            case Born():
                self._bear(fact)
            case Stillborn():
                self._bury(fact)
            case Failed():
                self._close(fact)
            case Started():
                self._known.started = fact
            case Chosen():
                self._known.chosen = fact
            case Note():
                self._notes.append(fact)
            case _:
                assert_never(fact)

    def _meter(self, fact: Spent) -> None:
        self._costs.add(Spend(calls=1, input_tokens=fact.input_tokens, output_tokens=fact.output_tokens, usd=fact.usd))

    def _close(self, fact: Born | Stillborn | Verdict | Failed) -> None:
        self._known.open.pop(fact.attempt, None)
        # Its calls were metered one by one, as they were made.
        self._costs.seconds += fact.spend.seconds

    def _bear(self, fact: Born) -> None:
        parents = [self._require(parent, fact) for parent in fact.parents]
        if fact.agent in self:
            raise LineageError(f"attempt {fact.attempt}: agent {fact.agent} was born before")
        depth = 1 + max((parent.depth for parent in parents), default=-1)
        record = Record(fact.agent, len(self), fact.parents, depth, fact.proposal)
        record._costs.add(fact.spend)
        self._known.records[fact.agent] = record
        self._known.expansions += bool(parents)
        for parent in parents:
            parent._children.append(fact.agent)
        self._close(fact)

    def _bury(self, fact: Stillborn) -> None:
        for parent in [self._require(parent, fact) for parent in fact.parents]:
            parent._stillborn.append(fact)
        self._known.expansions += 1
        self._close(fact)

    def _judge(self, fact: Verdict) -> None:
        record = self._require(fact.agent, fact)
        if fact.split == "heldout":
            self._heldout.setdefault(fact.agent, []).append(fact)
        else:
            record._costs.add(fact.spend)
            if fact.outcome != "unscored":
                self._count(record, fact)
        self._close(fact)

    def _count(self, record: Record, fact: Verdict) -> None:
        self._known.evaluations += 1
        record.count(Run(fact.attempt, fact.outcome), fact.task)
        solved, records = int(fact.outcome == "solved"), self._known.records
        for agent in self.ancestors(record.id):
            records[agent].count_in_clade(solved)

    def _require(self, agent: str, fact: Born | Stillborn | Verdict) -> Record:
        if agent not in self:
            raise LineageError(f"attempt {fact.attempt}: a {fact.kind} tells of agent {agent}, which was never born")
        return self[agent]
