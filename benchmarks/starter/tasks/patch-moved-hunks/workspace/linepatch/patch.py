"""Reads, writes, reverses and applies unified diffs.

The lines of files and hunks are strings with their line ends; only the last line of a file may have none. In the text
of a patch such a line is followed by a line that begins with a backslash.
"""

import re
from dataclasses import dataclass
from typing import List, Tuple

from linepatch.errors import HunkFailed, PatchError

_HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$")
_NAME = re.compile(r"(?:---|\+\+\+) ([^\t\n]+)")
NO_NEWLINE = "\\ No newline at end of file\n"
NOWHERE = "/dev/null"


@dataclass(frozen=True)
class Hunk:
    """A change at one place.

    ``lines`` are pairs of a sign (" " for context, "-" or "+") and a line. ``old_start`` and ``new_start`` count from
    1; if a hunk has no lines of one side, the number of that side names the line before it.
    """

    old_start: int
    new_start: int
    lines: Tuple[Tuple[str, str], ...]
    section: str = ""

    @property
    def old(self):
        """The lines that the hunk expects."""
        return [text for sign, text in self.lines if sign != "+"]

    @property
    def new(self):
        """The lines that it leaves behind."""
        return [text for sign, text in self.lines if sign != "-"]

    @property
    def header(self):
        return f"@@ -{_range(self.old_start, len(self.old))} +{_range(self.new_start, len(self.new))} @@{self.section}"

    @property
    def index(self):
        """Where the header says that the hunk begins, counted from 0."""
        return self.old_start - 1 if self.old else self.old_start


@dataclass(frozen=True)
class FilePatch:
    """The hunks for one file, from top to bottom."""

    old_name: str
    new_name: str
    hunks: Tuple[Hunk, ...]

    @property
    def creates(self):
        return self.old_name == NOWHERE

    @property
    def deletes(self):
        return self.new_name == NOWHERE

    def counts(self):
        """The numbers of lines added and removed."""
        signs = [sign for hunk in self.hunks for sign, _ in hunk.lines]
        return signs.count("+"), signs.count("-")


def _range(start, count):
    return str(start) if count == 1 else f"{start},{count}"


# Reading


def parse(text):
    """The patches in a text, one for each file; what stands between them is passed over. Raises PatchError."""
    lines = text.splitlines(keepends=True)
    patches = []
    at = 0
    while at < len(lines):
        if lines[at].startswith("--- ") and at + 1 < len(lines) and lines[at + 1].startswith("+++ "):
            patch, at = _read_file(lines, at)
            patches.append(patch)
        elif lines[at].startswith("@@ "):
            raise PatchError(f"line {at + 1}: a hunk without a file")
        else:
            at += 1
    return patches


def _read_file(lines, at):
    old_name, new_name = _name(lines[at]), _name(lines[at + 1])
    at += 2
    hunks = []
    while at < len(lines) and lines[at].startswith("@@ "):
        hunk, at = _read_hunk(lines, at)
        if hunks and hunk.index < hunks[-1].index + len(hunks[-1].old):
            raise PatchError(f"{new_name}: the hunks are not in order")
        hunks.append(hunk)
    if not hunks:
        raise PatchError(f"{new_name}: no hunks")
    return FilePatch(old_name, new_name, tuple(hunks)), at


def _name(line):
    match = _NAME.match(line)
    if not match:
        raise PatchError(f"no file name in {line.strip()!r}")
    return match.group(1).strip()


def _read_hunk(lines, at):
    match = _HEADER.match(lines[at].rstrip("\n"))
    if not match:
        raise PatchError(f"line {at + 1}: cannot read {lines[at].strip()!r}")
    old_start, old_count, new_start, new_count = (1 if n is None else int(n) for n in match.groups()[:4])
    at += 1
    body = []
    old_left, new_left = old_count, new_count
    while at < len(lines) and (old_left > 0 or new_left > 0 or lines[at].startswith("\\")):
        sign, text = _signed(lines[at], at)
        at += 1
        if sign == "\\":
            if body:
                body[-1] = (body[-1][0], body[-1][1].rstrip("\n"))
            continue
        old_left -= sign != "+"
        new_left -= sign != "-"
        body.append((sign, text))
    if old_left or new_left:
        raise PatchError(f"line {at}: the hunk has not as many lines as its header says")
    return Hunk(old_start, new_start, tuple(body), match.group(5)), at


def _signed(line, at):
    """Sign and text of a line; some mailers strip the blank of an empty context line."""
    if line in ("\n", ""):
        return " ", "\n"
    if line[0] not in " -+\\":
        raise PatchError(f"line {at + 1}: unexpected {line.strip()!r}")
    return line[0], line[1:]


# Writing


def render(patch):
    """The text of a patch for one file."""
    parts = [f"--- {patch.old_name}\n", f"+++ {patch.new_name}\n"]
    for hunk in patch.hunks:
        parts.append(hunk.header + "\n")
        for sign, text in hunk.lines:
            parts.append(sign + text)
            if not text.endswith("\n"):
                parts.append("\n" + NO_NEWLINE)
    return "".join(parts)


def summary(patches):
    """One line of text for each file, with the numbers of lines added and removed."""
    width = max((len(patch.new_name) for patch in patches), default=0)
    lines = []
    for patch in patches:
        name = patch.old_name if patch.deletes else patch.new_name
        added, removed = patch.counts()
        lines.append(f"{name:{width}} | {added + removed:4} {'+' * min(added, 30)}{'-' * min(removed, 30)}".rstrip())
    return "\n".join(lines)


def reverse(patch):
    """The patch that undoes another one."""
    return FilePatch(patch.new_name, patch.old_name, tuple(_reversed_hunk(hunk) for hunk in patch.hunks))


def _reversed_hunk(hunk):
    swap = {" ": " ", "-": "+", "+": "-"}
    lines, block = [], []
    for sign, text in [*hunk.lines, (" ", None)]:
        if sign != " ":
            block.append((swap[sign], text))
            continue
        lines.extend(sorted(block, key=lambda pair: pair[0] == "+"))
        block = []
        if text is not None:
            lines.append((sign, text))
    return Hunk(hunk.new_start, hunk.old_start, tuple(lines), hunk.section)


# Applying


@dataclass(frozen=True)
class Placement:
    """Where a hunk was applied: the line in the old file, counted from 1, and how far that is from its header."""

    line: int
    offset: int


@dataclass(frozen=True)
class Outcome:
    """The patched lines, and a placement for each hunk."""

    lines: List[str]
    placements: List[Placement]


def apply(lines, patch):
    """Apply a patch to the lines of its file. Raises HunkFailed, and then nothing is applied."""
    result = []
    placements = []
    done = 0
    for number, hunk in enumerate(patch.hunks, start=1):
        at = hunk.index
        if at < done or not _fits(lines, hunk.old, at):
            raise HunkFailed(number, hunk.header)
        result.extend(lines[done:at])
        result.extend(hunk.new)
        done = at + len(hunk.old)
        placements.append(Placement(at + 1, 0))
    result.extend(lines[done:])
    return Outcome(result, placements)


def _fits(lines, old, at):
    """Whether lines stand at an index of a file; no lines at all fit wherever the file has a place for them."""
    return at + len(old) <= len(lines) and lines[at:at + len(old)] == old


def applies(lines, patch):
    """Whether a patch can be applied."""
    try:
        apply(lines, patch)
    except HunkFailed:
        return False
    return True
