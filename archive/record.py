"""What is known of one agent: its record in a lineage, and the tallies and sums in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from archive.facts import Proposal, Spend, Stillborn


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


_NOTHING = Tally()


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
class Costs:
    """A running sum of what was spent."""

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
    """What is known of one agent: a live view, which follows the lineage.

    Fields with an underscore are for the lineage to write; everything else only reads.
    """

    id: str
    number: int
    """Order of birth; the seed is 0."""
    parents: tuple[str, ...]
    depth: int
    """0 for the seed, else one more than its deepest parent's."""
    proposal: Proposal | None
    """What it was made from; None for the seed."""
    own: Tally = _NOTHING
    clade: Tally = _NOTHING
    """Over the agent and all its descendants, each counted once however many ways lead to it."""
    _children: list[str] = field(default_factory=list)
    _stillborn: list[Stillborn] = field(default_factory=list)
    _runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    _costs: Costs = field(default_factory=Costs)

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

    def count(self, run: Run, task: str) -> None:
        """For the lineage only: take in a counted evaluation of this agent."""
        solved = int(run.outcome == "solved")
        self._runs[task] = (*self._runs.get(task, ()), run)
        _set(self, "own", Tally(self.own.solved + solved, self.own.failed + 1 - solved))
        self.count_in_clade(solved)

    def count_in_clade(self, solved: int) -> None:
        """For the lineage only: count an evaluation of this agent or of a descendant, solved (1) or not (0)."""
        before = self.clade
        _set(self, "clade", Tally(before.solved + solved, before.failed + 1 - solved))


# Records are frozen for everybody but this module.
_set: Callable[[Record, str, Tally], None] = object.__setattr__
