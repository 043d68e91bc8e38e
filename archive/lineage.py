"""Lineage: what the facts say about agents and their descent, kept up to date fact by fact.

Adding a fact costs the number of the agent's ancestors, not the size of the archive; reading changes nothing. Policies
get a ``LineageView``, through which no held-out result can be reached.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, assert_never

from archive.facts import (
    Born,
    Chosen,
    Decided,
    Fact,
    Failed,
    Note,
    Proposal,
    Spend,
    Spent,
    Started,
    Stillborn,
    Verdict,
)


class LineageError(ValueError):
    """A fact does not fit those before it: it tells of an agent that is not known, or bears one again."""


class Tally(NamedTuple):
    """Counted search evaluations; ``tampered`` counts as failed, ``unscored`` not at all."""

    solved: int = 0
    failed: int = 0

    @property
    def trials(self) -> int:
        return self.solved + self.failed

    @property
    def mean(self) -> float:
        """The share that was solved; 0 if nothing was tried."""
        return self.solved / self.trials if self.trials else 0.0


class Run(NamedTuple):
    """One counted search evaluation."""

    attempt: str
    outcome: str
    """``solved``, ``failed`` or ``tampered``."""


class Results(Mapping[str, tuple[str, ...]]):
    """The outcomes of each task that was evaluated, in order: a task may be evaluated more than once."""

    def __init__(self, runs: Mapping[str, tuple[Run, ...]]) -> None:
        self._runs = runs

    def __getitem__(self, task: str) -> tuple[str, ...]:
        return tuple(run.outcome for run in self._runs[task])

    def __contains__(self, task: object) -> bool:
        return task in self._runs

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)


@dataclass(slots=True)
class _Costs:
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float = 0.0
    seconds: float = 0.0

    def add(self, spend: Spend) -> None:
        self.calls += spend.calls
        self.input_tokens += spend.input_tokens
        self.output_tokens += spend.output_tokens
        self.usd += spend.usd
        self.seconds += spend.seconds

    def spend(self) -> Spend:
        return Spend(
            calls=self.calls,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            usd=self.usd,
            seconds=self.seconds,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What is known of one agent: a live view, which follows the lineage and cannot be changed through it."""

    id: str
    number: int
    """Order of birth; the seed is 0."""
    parents: tuple[str, ...]
    depth: int
    """0 for the seed, else one more than its deepest parent's."""
    proposal: Proposal | None
    """What it was made from; None for the seed."""
    own: Tally = Tally()
    clade: Tally = Tally()
    """Over the agent and all its descendants, each counted once however many ways lead to it."""
    _children: list[str] = field(default_factory=list)
    _stillborn: list[Stillborn] = field(default_factory=list)
    _runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    _costs: _Costs = field(default_factory=_Costs)

    @property
    def children(self) -> tuple[str, ...]:
        """In order of birth."""
        return tuple(self._children)

    @property
    def stillborn(self) -> tuple[Stillborn, ...]:
        """Expansions of this agent that ended without a child."""
        return tuple(self._stillborn)

    @property
    def expansions(self) -> int:
        """Expansions of this agent that ended, with or without a child."""
        return len(self._children) + len(self._stillborn)

    @property
    def runs(self) -> Mapping[str, tuple[Run, ...]]:
        """Counted search evaluations by task, each task's in order."""
        return MappingProxyType(self._runs)

    @property
    def results(self) -> Mapping[str, tuple[str, ...]]:
        """Outcomes of the counted search evaluations by task, each task's in order."""
        return Results(self._runs)

    @property
    def spend(self) -> Spend:
        """What its birth and its search evaluations cost, those included that could not be scored."""
        return self._costs.spend()


# Records are frozen for everybody but this module.
_set: Callable[[Record, str, Any], None] = object.__setattr__


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
        return self._reach(agent, lambda record: record.parents)

    def descendants(self, agent: str) -> Iterator[str]:
        """Each once, nearest first, without the agent itself."""
        return self._reach(agent, lambda record: record.children)

    def _reach(self, agent: str, step: Callable[[Record], tuple[str, ...]]) -> Iterator[str]:
        seen, queue = {agent}, deque([agent])
        while queue:
            for other in step(self[queue.popleft()]):
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
        self._costs = _Costs()
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
        """All that the campaign cost: every model call, also of attempts that were lost, and the time of ended attempts."""
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
        solved = int(fact.outcome == "solved")
        self._known.evaluations += 1
        record._runs[fact.task] = (*record._runs.get(fact.task, ()), Run(fact.attempt, fact.outcome))
        _set(record, "own", Tally(record.own.solved + solved, record.own.failed + 1 - solved))
        for each in (record.id, *self.ancestors(record.id)):
            clade = self[each].clade
            _set(self[each], "clade", Tally(clade.solved + solved, clade.failed + 1 - solved))

    def _require(self, agent: str, fact: Born | Stillborn | Verdict) -> Record:
        if agent not in self:
            raise LineageError(f"attempt {fact.attempt}: a {fact.kind} tells of agent {agent}, which was never born")
        return self[agent]
