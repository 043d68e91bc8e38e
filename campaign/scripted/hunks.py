"""Texts and small changes to them: where a change belongs, whether it was made, and how to write it down."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from benchmarks.edits import Edit

GAP = "\x00\n"
"""Stands in a text for lines that were not shown."""


class Span(NamedTuple):
    """Lines ``a1:a2`` of one text that correspond to lines ``b1:b2`` of another."""

    a1: int
    a2: int
    b1: int
    b2: int


def lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends a line."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def anchored(before: str, after: str) -> list[tuple[str, str]]:
    """The changes between two texts, as pairs of old and new.

    Each old occurs once in the first text, each new once in the second, with as few unchanged lines as that needs.
    """
    a, b = lines(before), lines(after)
    spans = _changed(a, b)
    at = 0
    while at < len(spans):
        floor = spans[at - 1].a2 if at else 0
        ceiling = spans[at + 1].a1 if at + 1 < len(spans) else len(a)
        if grown := _grown(spans[at], a, b, floor, ceiling):
            spans[at] = grown
            at += 1
        else:
            # There is not enough between it and its neighbour to tell either from the rest of the text.
            at = at if at + 1 < len(spans) else at - 1
            spans[at : at + 2] = [_joined(spans[at], spans[at + 1])]
    return [("".join(a[s.a1 : s.a2]), "".join(b[s.b1 : s.b2])) for s in spans]


def narrowed(text: str, changed: str) -> tuple[str, str] | None:
    """One change that covers all that differs between two texts; None if no shown text around it makes it unique."""
    a, b = lines(text), lines(changed)
    spans = _changed(a, b)
    whole = _grown(_joined(spans[0], spans[-1]), a, b, 0, len(a))
    return ("".join(a[whole.a1 : whole.a2]), "".join(b[whole.b1 : whole.b2])) if whole else None


def _joined(first: Span, last: Span) -> Span:
    return Span(first.a1, last.a2, first.b1, last.b2)


def _changed(a: list[str], b: list[str]) -> list[Span]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [Span(a1, a2, b1, b2) for tag, a1, a2, b1, b2 in blocks if tag != "equal"]


def _grown(span: Span, a: list[str], b: list[str], floor: int, ceiling: int) -> Span | None:
    """The span with unchanged lines around it until it can be told in either text; up and down in turn, up first."""
    upwards = True
    while not (_once(a, span.a1, span.a2) and _once(b, span.b1, span.b2)):
        up = span.a1 > floor and a[span.a1 - 1] != GAP
        down = span.a2 < ceiling and a[span.a2] != GAP
        if not (up or down):
            return None
        if up and (upwards or not down):
            span = Span(span.a1 - 1, span.a2, span.b1 - 1, span.b2)
        else:
            span = Span(span.a1, span.a2 + 1, span.b1, span.b2 + 1)
        upwards = not upwards
    return span


def _once(text: list[str], start: int, end: int) -> bool:
    whole, part = "".join(text), "".join(text[start:end])
    # Not by counting, which misses an occurrence that overlaps another.
    return start < end and whole.find(part) == whole.rfind(part)


def made(edit: Edit, text: str) -> bool:
    """Whether a text shows that the edit was made in it already."""
    old = edit.old or ""
    return edit.new in text and (old not in text or old in edit.new)


def slips(edits: tuple[Edit, ...]) -> list[tuple[Edit, ...]]:
    """The edits with one slip of the pen each: a bracket that is not closed, or a name that is misspelt."""
    return [
        (*edits[:index], Edit(edit.path, edit.old, slipped), *edits[index + 1 :])
        for index, edit in enumerate(edits)
        if edit.path.endswith(".py")
        for slipped in _slipped(edit)
    ]


def _slipped(edit: Edit) -> Iterator[str]:
    start = _common_start(edit.old or "", edit.new)
    fresh = edit.new[start:]
    bracket = fresh.rfind(")")
    if bracket >= 0:
        yield edit.new[: start + bracket] + edit.new[start + bracket + 1 :]
    # A name that is used, not made: what no compiler sees.
    for found in re.finditer(r"(?<![\w.\"'])(?<!def )([a-z][a-z_]{3,})(?=[\[(.])", fresh):
        name = found.group(1)
        if name[-1] != name[-2] and not keyword.iskeyword(name) and not hasattr(builtins, name):
            at = start + found.start(1)
            yield f"{edit.new[: at + len(name) - 2]}{name[-1]}{name[-2]}{edit.new[at + len(name) :]}"
            return


def _common_start(one: str, other: str) -> int:
    length = 0
    for old, new in zip(one, other, strict=False):
        if old != new:
            break
        length += 1
    return length
