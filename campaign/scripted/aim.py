"""What the scripted model believes to be the solution at a point of the conversation: right, or one of its mistakes.

It does not know that it is mistaken. It thinks again only when the agent shows it failing tests after its change, or a
syntax error, or asks it to review.
"""

from __future__ import annotations

import re
from enum import Enum

from benchmarks.edits import Edit
from campaign.scripted.chance import chance
from campaign.scripted.conversation import Conversation, Done, Event, Said
from campaign.scripted.hunks import slips
from campaign.scripted.known import Work
from campaign.scripted.limits import CORRECTED_AFTER_FAILURE, CORRECTED_AFTER_REVIEW, FAILS_PUBLIC_TESTS
from campaign.scripted.means import RUN_TESTS, Means
from campaign.scripted.picture import Seen
from campaign.scripted.plan import plan

SYNTAX = re.compile(r"SyntaxError|IndentationError|[Ss]yntax error")
FAILURE = re.compile(rf"FAILED \(|Traceback \(most recent call last\)|{SYNTAX.pattern}")
SUMMARY = "FAILED ("
"""The last words of a failing test run; a run that is clipped before them tells nothing."""
REVIEW = re.compile(r"^Review your change", re.MULTILINE)
ATTEMPT = re.compile(r"\battempt (\d+)", re.IGNORECASE)
OTHER_MEANS = re.compile(r"\bclipped\b.{0,80}\bother means\b", re.IGNORECASE | re.DOTALL)
RUN_THE_TESTS = re.compile(r"\brun\b[^.\n]{0,40}\btests?\b", re.IGNORECASE)

Edits = tuple[Edit, ...]


class Signal(Enum):
    """A reason to think again."""

    SYNTAX = "what was written cannot be read"
    FAILURE = "failing tests"
    REVIEW = "a question"


def outside_statement(text: str, work: Work) -> str:
    """What an agent says around the problem statement, as far as the statement's end can be told."""
    if work.statement:
        return text.replace(work.statement.strip(), "")
    return re.split(rf"^#+ {re.escape(work.title)}$", text, maxsplit=1, flags=re.MULTILINE)[0]


def instructions(conversation: Conversation, work: Work) -> str:
    """What the agent itself tells the model to do, as far as it can be told from the problem."""
    return "\n".join([conversation.system, *(outside_statement(text, work) for text in conversation.told)])


def told_to_test(conversation: Conversation, work: Work) -> bool:
    """Whether the agent asks for the tests to be run."""
    return bool(RUN_THE_TESTS.search(instructions(conversation, work)))


def told_about_clipping(conversation: Conversation, work: Work) -> bool:
    """Whether the agent says that the rest of a clipped file is to be looked at by other means."""
    return bool(OTHER_MEANS.search(instructions(conversation, work)))


def aim(conversation: Conversation, work: Work, means: Means, seed: int) -> Edits | None:
    """What the model wants to have changed at last; None if it is to review work that it sees nothing wrong with."""
    opening = outside_statement(conversation.told[0], work)
    # An agent that starts over gets the same answers, unless it says that this is another attempt.
    draw = Draw(seed, work, "attempt " + " ".join(ATTEMPT.findall(opening)))
    if REVIEW.search(opening):
        belief = work.right if draw.lucky(CORRECTED_AFTER_REVIEW, "review of finished work") else None
    else:
        belief = draw.first()
    seen, edited, number = Seen(), False, 0
    for event in conversation.events():
        seen.take_in(event, means)
        edited = edited or writes(event, means)
        signal = _signal(event, edited, means)
        if signal is None or (signal is Signal.FAILURE and _in_the_middle(belief, work, seen)):
            continue
        belief = draw.again(belief, signal, number)
        number += 1
    return belief


def _in_the_middle(belief: Edits | None, work: Work, seen: Seen) -> bool:
    """Whether a part of the change is still to be made, so that a failing test is no news."""
    edits = belief or ()
    if any(edit.old is None and edit.path not in seen.files for edit in edits):
        return True
    shown = [(path, seen.files[path]) for path in dict.fromkeys(edit.path for edit in edits) if path in seen.files]
    return any(plan(picture, path, edits, work).after != picture.text for path, picture in shown)


class Draw:
    """The chances of one attempt at one piece of work."""

    def __init__(self, seed: int, work: Work, attempt: str) -> None:
        self._seed = seed
        self._work = work
        self._attempt = attempt

    def _chance(self, about: str) -> float:
        return chance(self._seed, self._work.title, self._attempt, about)

    def lucky(self, often: float, about: str) -> bool:
        return self._chance(about) < often

    def first(self) -> Edits:
        """The first idea."""
        mistakes = self._work.wrong or tuple(slips(self._work.right))
        if not mistakes or not self.lucky(self._work.wrong_first, "first"):
            return self._work.right
        if self._work.wrong:
            return mistakes[0] if self.lucky(FAILS_PUBLIC_TESTS, "mistake") else mistakes[-1]
        return mistakes[int(self._chance("slip") * len(mistakes))]

    def again(self, belief: Edits | None, signal: Signal, number: int) -> Edits | None:
        """What it believes after the agent gave it a reason to think again."""
        if belief is None or belief == self._work.right:
            return belief
        if signal is Signal.REVIEW:
            return self._work.right if self.lucky(CORRECTED_AFTER_REVIEW, f"review {number}") else belief
        if self.lucky(CORRECTED_AFTER_FAILURE, f"correction {number}"):
            return self._work.right
        return self._work.wrong[-1] if self._work.wrong else belief


def _signal(event: Event, edited: bool, means: Means) -> Signal | None:
    """The reason to think again that an event gives; failures count only after the first edit."""
    if isinstance(event, Said):
        if REVIEW.search(event.text):
            return Signal.REVIEW
        return Signal.FAILURE if edited and FAILURE.search(event.text) else None
    if not edited or not shows_failure(event, means):
        return None
    return Signal.SYNTAX if SYNTAX.search(event.result) else Signal.FAILURE


def writes(event: Event, means: Means) -> bool:
    """Whether an event is an attempt to change a file with the editor."""
    return isinstance(event, Done) and means.is_edit(event.call) and not means.is_edit(event.call, "view")


def shows_failure(event: Done, means: Means) -> bool:
    """Whether a result says that something is wrong with what was written."""
    if means.ran(event.call, RUN_TESTS):
        return SUMMARY in event.result
    return writes(event, means) and bool(FAILURE.search(event.result))
