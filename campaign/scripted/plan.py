"""How to get a file from what was shown of it to what is wanted, by changes to shown text only."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.edits import Edit, apply_edits
from campaign.scripted.hunks import anchored, lines, made, narrowed, slips
from campaign.scripted.known import Work
from campaign.scripted.picture import FilePicture
from sandbox.tree import File

Hunk = tuple[str, str]
"""A text that occurs once in a file, and what it becomes."""


@dataclass(frozen=True)
class Plan:
    """What is left to do in one file."""

    after: str
    """The shown text with all changes that it has room for."""
    hunk: Hunk | None
    """The first of these changes."""
    unseen: bool = False
    """Whether something has to change where nothing was shown."""
    strange: Edit | None = None
    """An edit that has no place in the file, although all of it was shown."""


def plan(picture: FilePicture, path: str, wanted: Sequence[Edit], work: Work) -> Plan:
    """What is left to do in a file of which something was shown."""
    edits = [edit for edit in wanted if edit.path == path]
    if all(edit.old is None for edit in edits):
        return _whole(picture, edits[0].new)
    if path in work.base and (found := _recognised(picture, path, edits, work)):
        return found
    return _by_edits(picture, edits, _swaps(path, edits, work))


def _whole(picture: FilePicture, wanted: str) -> Plan:
    text = picture.text
    return Plan(wanted, narrowed(text, wanted) if picture.complete and text != wanted else None)


# A file that it knows, right or with a mistake in it


def _recognised(picture: FilePicture, path: str, edits: list[Edit], work: Work) -> Plan | None:
    """The plan for a file that agrees with a known state of it as far as it was shown; None if it agrees with none."""
    goal = _edited(work.base[path], edits)
    fresh = [new for _, new in anchored(work.base[path], goal)]
    doubtful = None
    for start in _starts(path, work):
        for text, hunks in _stages(start, goal):
            if not _agrees(picture, text):
                continue
            decisive = [old for old, _ in hunks] or fresh
            if all(part in picture.text for part in decisive):
                return _by_hunks(picture, hunks, unseen=False)
            doubtful = doubtful or _by_hunks(picture, hunks, unseen=True)
    return doubtful


def _starts(path: str, work: Work) -> Iterator[str]:
    """The whole file as it was at first, with each known solution or mistake, and halfway from one to another."""
    ideas = [[edit for edit in edits if edit.path == path] for edits in (work.right, *work.wrong)]
    whole = list(dict.fromkeys([work.base[path], *(_edited(work.base[path], edits) for edits in ideas)]))
    yield from whole
    for start, end in itertools.permutations(whole, 2):
        yield from (text for text, hunks in _stages(start, end) if hunks and text != start)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    edits = list(edits)
    return apply_edits({edits[0].path: File(text.encode())}, edits)[edits[0].path].data.decode() if edits else text


@lru_cache(maxsize=2_000)  # asked again at each call of a conversation, which is most of what the model costs
def _stages(start: str, goal: str) -> tuple[tuple[str, list[Hunk]], ...]:
    """The texts on the way from one to the other, change by change, each with the changes still to come."""
    stages = []
    while hunks := anchored(start, goal):
        stages.append((start, hunks))
        start = start.replace(*hunks[0])
    return (*stages, (start, []))


def _agrees(picture: FilePicture, text: str) -> bool:
    rows = lines(text)
    if picture.total is not None and picture.total != len(rows):
        return False
    return all(number <= len(rows) and rows[number - 1] == row for number, row in picture.lines.items())


def _by_hunks(picture: FilePicture, hunks: list[Hunk], unseen: bool) -> Plan:
    after = text = picture.text
    seen = [hunk for hunk in hunks if hunk[0] in text]
    # From the end, so that no new text is taken for an old one.
    for old, new in reversed(seen):
        after = after.replace(old, new, 1)
    return Plan(after, seen[0] if seen else None, unseen)


# A file that it knows only by the lines to change


def _swaps(path: str, edits: list[Edit], work: Work) -> list[Hunk]:
    """What to write in place of each mistake that it may have made."""
    wrong = [] if work.wrong else slips(work.right)
    return [
        (slip.new, edit.new)
        for slipped in wrong
        for slip, edit in zip(slipped, work.right, strict=True)
        if edit.path == path and slip != edit and edit in edits
    ]


def _by_edits(picture: FilePicture, edits: list[Edit], swaps: list[Hunk]) -> Plan:
    after, hunk = picture.text, None
    for old, new in swaps:
        after, hunk = _step(after, hunk, old, new)
    for edit in edits:
        if not made(edit, after):
            after, hunk = _step(after, hunk, edit.old or "", edit.new)
    missing = [edit for edit in edits if not made(edit, after)]
    strange = missing[0] if missing and picture.complete else None
    return Plan(after, hunk, unseen=bool(missing), strange=strange)


def _step(text: str, hunk: Hunk | None, old: str, new: str) -> tuple[str, Hunk | None]:
    """The text with one more change, if there is one place for it; and the first change of all."""
    if text.count(old) != 1:
        return text, hunk
    changed = text.replace(old, new)
    return changed, hunk or narrowed(text, changed)
