"""The scripted model as a proposer: reads the diagnosis prompt and names one change of its repertoire.

A change comes to its mind if the source does not have it yet. What the log and the tests say makes some changes
likelier; changes that nothing speaks for come to mind too, good or bad; bad outcomes of earlier tries make a change
unlikely. It does not know whether a change will help.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from campaign.scripted.chance import chance, pick
from campaign.scripted.conversation import Answer, Conversation
from campaign.scripted.known import Change
from campaign.scripted.limits import IDEA_AT_ANY_TIME, IDEA_WITHOUT_SIGN, TRIED, TRIED_AND_BAD

SOURCE = "The agent's source"
TASK = "The task it failed"
LOG = "What it did"
PATCH = "Its change"
REPORT = "What the tests said"
HISTORY = "What was tried before"
SECTIONS = (SOURCE, TASK, LOG, PATCH, REPORT, HISTORY)
"""The headings of the diagnosis prompt, each on a line of its own after ``## ``."""

QUOTE = 160
"""How many characters of the log a diagnosis quotes."""


def is_asked(conversation: Conversation) -> bool:
    """Whether a request is for a proposal: it offers no tools and shows an agent's source."""
    return not conversation.tools and any(SOURCE in sections(text) for text in conversation.told)


def sections(text: str) -> Mapping[str, str]:
    """The sections of the diagnosis prompt by their headings."""
    heading = "|".join(re.escape(name) for name in SECTIONS)
    parts = re.split(rf"^## ({heading})[ \t]*$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def answer(conversation: Conversation, changes: Sequence[Change], seed: int) -> Answer:
    """One proposal as a JSON object, or words that say that there is none."""
    shown = sections("\n".join(conversation.told))
    ideas = [idea for change in changes if (idea := consider(change, shown))]
    if not ideas:
        return Answer("I have no further idea how to improve this agent.")
    at = chance(seed, "proposal", _title(shown.get(TASK, "")))
    return Answer(_proposal(ideas[pick([idea.weight for idea in ideas], at)]))


class Idea(NamedTuple):
    """A change that comes to mind."""

    change: Change
    weight: float
    sign: str
    """The line that speaks for it; empty if none does."""


def consider(change: Change, shown: Mapping[str, str]) -> Idea | None:
    """How strongly a change comes to mind; None if the source has it already."""
    if change.present in shown.get(SOURCE, ""):
        return None
    sign = _sign(change, shown.get(LOG, "") + "\n" + shown.get(REPORT, ""))
    unprompted = IDEA_WITHOUT_SIGN if change.signs else IDEA_AT_ANY_TIME
    urge = 1.0 if sign else unprompted
    return Idea(change, change.weight * urge * _hindsight(change.title, shown.get(HISTORY, "")), sign)


def _sign(change: Change, evidence: str) -> str:
    for sign in change.signs:
        for line in evidence.splitlines():
            if sign.lower() in line.lower():
                return line.strip()
    return ""


def _hindsight(title: str, history: str) -> float:
    """How much less likely a change is proposed after what came of it before."""
    outcomes = re.findall(rf"^- {re.escape(title)}: (.*)$", history, re.MULTILINE)
    if not outcomes:
        return 1.0
    return TRIED_AND_BAD if any(_is_bad(outcome) for outcome in outcomes) else TRIED


def _is_bad(outcome: str) -> bool:
    """Whether a bullet tells of a stillborn child, or of one that did worse than its parent."""
    if outcome.startswith("stillborn"):
        return True
    scores = [int(won) / int(of) for won, of in re.findall(r"(\d+)/(\d+)", outcome) if int(of)]
    return len(scores) == 2 and scores[0] < scores[1]


def _title(statement: str) -> str:
    found = re.search(r"^#+ (.+?)\s*$", statement, re.MULTILINE)
    return found.group(1) if found else ""


def _proposal(idea: Idea) -> str:
    paths = ", ".join(f"`{path}`" for path in dict.fromkeys(edit.path for edit in idea.change.edits))
    if idea.sign:
        quote = idea.sign if len(idea.sign) <= QUOTE else idea.sign[:QUOTE] + " …"
        diagnosis = f"The log shows where the agent falls short: {quote}"
    else:
        diagnosis = "Nothing in the log points to one cause; the agent lacks this."
    change = f"{idea.change.idea.strip()}\n\nFiles concerned: {paths}."
    return json.dumps({"title": idea.change.title, "diagnosis": diagnosis, "change": change}, ensure_ascii=False)
