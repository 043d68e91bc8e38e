"""What is told of an agent: one row each, the same for every way of showing a tree."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from archive.lineage import Lineage, Tally
from campaign.stats import wilson

SHORT = 8
"""Characters of an agent's id that people are shown."""


_UNSEEN = (
    range(32),
    range(127, 160),
    range(0x2028, 0x202F),
    range(0x2066, 0x206A),
    range(0xD800, 0xE000),
    range(0xFFFE, 0x10000),
)
_VISIBLE = {code: "\ufffd" for codes in _UNSEEN for code in codes}


def visible(text: str) -> str:
    """A model's words on one line, without what would act on a terminal or change the direction of writing."""
    return text.translate(_VISIBLE)


class Score(BaseModel):
    """A pass rate with its count and its 95 % interval (Wilson)."""

    model_config = ConfigDict(frozen=True)

    solved: int
    trials: int
    low: float
    high: float

    @classmethod
    def of(cls, tally: Tally) -> Score:
        low, high = wilson(tally.solved, tally.trials)
        return cls(solved=tally.solved, trials=tally.trials, low=round(low, 4), high=round(high, 4))

    def __str__(self) -> str:
        if not self.trials:
            return "not measured"
        return f"{self.solved}/{self.trials} {self.solved / self.trials:.0%} [{self.low:.0%}–{self.high:.0%}]"


class AgentRow(BaseModel):
    """One agent of a tree."""

    model_config = ConfigDict(frozen=True)

    id: str
    number: int
    """Order of birth; the seed is 0."""
    parents: tuple[str, ...]
    children: tuple[str, ...]
    depth: int
    title: str
    """The proposal that it came from; ``seed`` for the seed."""
    score: Score
    clade: Score
    """The same over the agent and all its descendants."""
    stillborn: tuple[str, ...]
    """Expansions of this agent that ended without a child: stage and title."""
    tokens: int
    usd: float
    seconds: float
    chosen: bool

    @property
    def short(self) -> str:
        return self.id[:SHORT]


def rows(lineage: Lineage) -> list[AgentRow]:
    """All agents, in order of birth."""
    chosen = lineage.chosen.agent if lineage.chosen else None
    return [_row(lineage, agent, agent == chosen) for agent in lineage.agents]


def _row(lineage: Lineage, agent: str, chosen: bool) -> AgentRow:
    record = lineage[agent]
    return AgentRow(
        id=agent,
        number=record.number,
        parents=tuple(record.parents),
        children=tuple(record.children),
        depth=record.depth,
        title=visible(record.proposal.title) if record.proposal else "seed",
        score=Score.of(record.own),
        clade=Score.of(record.clade),
        stillborn=tuple(
            visible(f"{fact.stage}: {fact.proposal.title if fact.proposal else fact.reason}")
            for fact in record.stillborn
        ),
        tokens=record.spend.input_tokens + record.spend.output_tokens,
        usd=record.spend.usd,
        seconds=record.spend.seconds,
        chosen=chosen,
    )
