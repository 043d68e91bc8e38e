"""The facts that a campaign's ledger is made of. Each is written once, when what it tells of has ended.

Agents are named by their commit id, attempts by an id that the campaign gives them. At most one *outcome* (``Born``,
``Stillborn`` or ``Verdict``) exists for an attempt.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Spend(BaseModel):
    """What an attempt cost, as the gateway metered it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float = 0.0
    seconds: float = 0.0
    """Wall time of the whole attempt."""


class Proposal(BaseModel):
    """An improvement that was proposed for an agent, and from what."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    title: str
    diagnosis: str
    change: str
    entry: str
    """What was diagnosed: the id of a failed search task, or the name of a general entry."""
    trace: str = ""
    """The attempt whose trace was shown."""


class Started(_Fact):
    """The first fact of every campaign."""

    kind: Literal["started"] = "started"
    version: str
    """phyla's own."""
    config: str
    """SHA-256 of the frozen campaign.toml."""
    suite: str
    """The suite's name and a digest over its tasks."""
    tasks: tuple[str, ...]
    """The search tasks' ids, in the order in which policies see them."""


class Decided(_Fact):
    """A policy's decision, written before it is carried out. Its attempt is open until its outcome is written."""

    kind: Literal["decided"] = "decided"
    number: int
    """Counts up from 0 without gaps."""
    attempt: str
    action: Literal["expand", "evaluate"]
    agents: tuple[str, ...]
    """Parents to expand (one, or two to recombine), or the one agent to evaluate."""
    task: str | None = None
    why: str
    candidates: tuple[tuple[str, float], ...]
    """Every agent that could have been chosen, with the probability that it had."""


class Born(_Fact):
    """An expansion ended with a child that runs."""

    kind: Literal["born"] = "born"
    attempt: str
    agent: str
    parents: tuple[str, ...]
    """Empty for the seed."""
    proposal: Proposal | None = None
    spend: Spend = Spend()


class Stillborn(_Fact):
    """An expansion ended without a child, by the fault of the agent or of its proposal."""

    kind: Literal["stillborn"] = "stillborn"
    attempt: str
    parents: tuple[str, ...]
    stage: Literal["proposal", "unsafe", "unchanged", "duplicate", "does not start", "fails smoke task", "held back"]
    reason: str
    proposal: Proposal | None = None
    spend: Spend = Spend()


class Verdict(_Fact):
    """An evaluation ended. ``unscored`` is ours to repair and is never counted."""

    kind: Literal["verdict"] = "verdict"
    attempt: str
    agent: str
    task: str
    split: Literal["search", "heldout"] = "search"
    outcome: Literal["solved", "failed", "tampered", "unscored"]
    detail: str = ""
    """One line: what failed, or why it could not be scored."""
    spend: Spend = Spend()


class Failed(_Fact):
    """An expansion ended without a child by our fault; its attempt is closed, nothing is counted."""

    kind: Literal["failed"] = "failed"
    attempt: str
    reason: str
    spend: Spend = Spend()


class Spent(_Fact):
    """Money or tokens that left at one model call, written as it happens: kept although the attempt may be lost."""

    kind: Literal["spent"] = "spent"
    attempt: str
    model: str
    input_tokens: int
    output_tokens: int
    usd: float


class Chosen(_Fact):
    """The policy's choice of the campaign's final agent."""

    kind: Literal["chosen"] = "chosen"
    agent: str
    why: str
    candidates: tuple[tuple[str, float], ...]
    """Every agent that could have been chosen, with the figure that it was judged by."""


class Note(_Fact):
    """Anything else that people should be able to read later."""

    kind: Literal["note"] = "note"
    about: str
    text: str


Fact = Annotated[
    Started | Decided | Born | Stillborn | Verdict | Failed | Spent | Chosen | Note, Field(discriminator="kind")
]

OUTCOMES = (Born, Stillborn, Verdict, Failed)
"""The kinds of fact that close an attempt."""
