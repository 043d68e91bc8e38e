"""From a failure to a proposal: the model reads what an agent did and says what to change in its source.

The model sees the agent's source, one failed search task with its trace, the agent's change and the tests' report,
and what was tried before in this lineage. Held-out tasks never come here.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from archive.facts import Proposal
from archive.lineage import LineageView
from campaign.chat import ask
from campaign.harness import Harness, agent_tree
from campaign.trace import Trace, clipped, conversation
from sandbox.session import Session

LOG_CHARACTERS = 40_000
PART_CHARACTERS = 12_000


class NoProposal(ValueError):
    """The model's answer holds no proposal; the message says what is missing."""


def prompt(name: str) -> str:
    """The text of a prompt file."""
    return resources.files("campaign").joinpath("prompts", name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Brief:
    """What an expansion is to work on, taken from the lineage when it was decided."""

    parents: tuple[str, ...]
    seed: str
    """The seed agent's id, for campaigns whose editor is the seed."""
    attempt: str
    """The attempt to learn from."""
    entry: str
    """That attempt's outcome and task, in words."""
    history: tuple[str, ...]
    """What was tried before in this lineage, a line each."""


def brief(lineage: LineageView, parents: tuple[str, ...], rng: random.Random) -> Brief:
    """Choose what the first parent is to learn from: a failure, at random; a success if it has no failure."""
    runs = [
        (attempt, task, outcome)
        for task, history in sorted(lineage[parents[0]].runs.items())
        for attempt, outcome in history
    ]
    failures = [run for run in runs if run[2] != "solved"]
    attempt, task, outcome = rng.choice(failures or runs)
    return Brief(parents, lineage.agents[0], attempt, f"{outcome}: {task}", tuple(history(lineage, parents[0])))


def propose(harness: Harness, session: Session, work: Brief) -> Proposal:
    """Diagnose a run of the first parent and propose a change of its source.

    Raises NoProposal, and what the session raises (Refused, UpstreamDown).
    """
    question = _question(harness, work)
    answer = ask(session, harness.config.model, prompt("diagnose.md"), question)
    return parse_proposal(answer, entry=work.entry, trace=work.attempt)


def _question(harness: Harness, work: Brief) -> str:
    trace = Trace(harness.folder.trace(work.attempt))
    grade = json.loads(trace.read("grade.json") or "{}")
    log = "\n\n".join(part for part in (conversation(trace), trace.read("stderr.txt").strip()) if part)
    sections = {
        "The agent's source": _source(harness, work.parents[0]),
        "The task it failed": trace.read("problem.md"),
        "What it did": clipped(log, LOG_CHARACTERS),
        "Its change": clipped(trace.read("patch.diff"), PART_CHARACTERS),
        "What the tests said": clipped(str(grade.get("report", "There is no report.")), PART_CHARACTERS),
        "What was tried before": "\n".join(work.history) or "Nothing yet.",
    }
    return "\n\n".join(f"## {name}\n\n{text}" for name, text in sections.items())


def _source(harness: Harness, agent: str) -> str:
    parts = []
    for path, file in sorted(agent_tree(harness.store, agent).items()):
        text = file.data.decode(errors="replace")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        parts.append(f"### {path}\n{fence}\n{text}\n{fence}")
    return "\n\n".join(parts)


def history(lineage: LineageView, parent: str) -> Iterator[str]:
    """One line for every proposal of the parent's ancestors (itself included) and children, and what came of it."""
    for agent in lineage.path(parent)[1:]:
        yield _told(lineage, agent)
    for child in lineage[parent].children:
        yield _told(lineage, child)
    for fact in lineage[parent].stillborn:
        if fact.proposal:
            yield f"- {fact.proposal.title}: stillborn ({fact.stage}): {fact.reason}"


def _told(lineage: LineageView, agent: str) -> str:
    record = lineage[agent]
    own, before = record.own, lineage[record.parents[0]].own
    title = record.proposal.title if record.proposal else "?"
    scores = f"{own.solved}/{own.trials} against its parent's {before.solved}/{before.trials}"
    return f"- {title}: born, {scores}"


def parse_proposal(answer: str, entry: str, trace: str) -> Proposal:
    """The proposal in a model's answer: a JSON object, alone or within other text. Raises NoProposal."""
    body = _first_object(answer)
    missing = [key for key in ("title", "diagnosis", "change") if not str(body.get(key, "")).strip()]
    if missing:
        raise NoProposal(f"the answer has no {', '.join(missing)}: {answer.strip()[:120]!r}")
    title = " ".join(str(body["title"]).split())[:120]
    return Proposal(title=title, diagnosis=str(body["diagnosis"]), change=str(body["change"]), entry=entry, trace=trace)


def _first_object(text: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    for match in re.finditer(r"\{", text):
        try:
            value, _ = decoder.raw_decode(text, match.start())
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return {}
