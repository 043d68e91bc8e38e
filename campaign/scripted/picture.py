"""What the scripted model has seen of the workspace: only what the results in the conversation still show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from campaign.scripted.conversation import Done, Event
from campaign.scripted.hunks import GAP, lines
from campaign.scripted.means import CONTENT, LIST_FILES, NEW, OLD, REPLACE, Means, argument, tidy

CLIPPED = re.compile(r"\n?\[clipped: (\d+) more (lines?|characters?)\]\s*$")
NUMBERED = re.compile(r"^ *(\d+)(?:\t|: ?| ?\| ?)(.*\n?)$")
LOST = re.compile(r"\s*|[\[(][^\n]*[\])]\s*")
"""A result that is not shown any more, or a notice in brackets that says so."""
BEYOND = re.compile(r"^\[.*\bonly (\d+) lines\]\s*$")
"""What a view says whose window lies behind the end."""
FOUND = re.compile(r"^([^\s:]+):\d+:", re.MULTILINE)


class Shown(NamedTuple):
    """What one result shows of a file."""

    lines: tuple[str, ...]
    start: int | None
    """The number of the first line, if the lines came with numbers."""
    more_lines: int | None
    """How many lines come after these, as the notice of clipping says."""
    clipped: bool


def shown(result: str) -> Shown:
    """Read a view's result: without the notice of clipping, without a last line that was cut, without line numbers."""
    notice = CLIPPED.search(result)
    text = result[: notice.start()] + "\n" if notice else result
    by_characters = notice is not None and notice[2].startswith("character")
    rows = lines(text)[:-1] if by_characters else lines(text)
    more = int(notice[1]) if notice and not by_characters else None
    numbered = [NUMBERED.match(row) for row in rows]
    matches = [match for match in numbered if match]
    if rows and len(matches) == len(rows) and _consecutive([int(match[1]) for match in matches]):
        return Shown(tuple(match[2] for match in matches), int(matches[0][1]), more, notice is not None)
    return Shown(tuple(rows), None, more, notice is not None)


def _consecutive(numbers: list[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@dataclass
class FilePicture:
    """What is known of one file: lines by their number, from 1, and how many there are if that was told."""

    lines: dict[int, str] = field(default_factory=dict)
    total: int | None = None

    @property
    def complete(self) -> bool:
        return self.total is not None and all(number in self.lines for number in range(1, self.total + 1))

    @property
    def text(self) -> str:
        """The lines in order, with a mark wherever there are lines between that were not shown."""
        parts: list[str] = []
        previous = 0
        for number in sorted(self.lines):
            parts.append(self.lines[number] if number == previous + 1 else GAP + self.lines[number])
            previous = number
        return "".join(parts) if self.complete else "".join(parts) + GAP

    def next_window(self, size: int) -> tuple[int, int] | None:
        """The first lines that were not shown yet; None if there are none."""
        if self.complete:
            return None
        start = next(number for number in range(1, len(self.lines) + 2) if number not in self.lines)
        return start, start + size - 1

    def look(self, result: str, window: tuple[int, int] | None) -> None:
        """Take in a view's result."""
        if end := BEYOND.search(result):
            self.total = int(end[1])
        if LOST.fullmatch(result):
            return
        view = shown(result)
        start = view.start or (window[0] if window else 1)
        if window is None:
            self.lines, self.total = {}, None
        self.lines.update(enumerate(view.lines, start=start))
        last = start + len(view.lines) - 1
        if view.more_lines is not None:
            self.total = last + view.more_lines
        elif not view.clipped and (window is None or last < window[1]):
            self.total = last

    def replace(self, old: str, new: str) -> None:
        """Take in that a text was replaced; the lines that were not shown stay unknown, the later ones move."""
        if old not in self.text:
            return
        starts = [number for number in sorted(self.lines) if number - 1 not in self.lines]
        runs = self._runs(self.text)
        changed = self._runs(self.text.replace(old, new, 1))
        self.lines, moved = {}, 0
        for start, run, then in zip(starts, runs, changed, strict=True):
            self.lines.update(enumerate(then, start=start + moved))
            moved += len(then) - len(run)
        if self.total is not None:
            self.total += moved

    @staticmethod
    def _runs(text: str) -> list[list[str]]:
        return [lines(run) for run in text.removeprefix(GAP).removesuffix(GAP).split(GAP)]

    @classmethod
    def of(cls, text: str) -> FilePicture:
        """The picture of a file that the model wrote itself."""
        rows = lines(text)
        return cls(dict(enumerate(rows, start=1)), len(rows))


@dataclass
class Seen:
    """What is known of the whole workspace, and how it came to be known."""

    files: dict[str, FilePicture] = field(default_factory=dict)
    viewed: list[str] = field(default_factory=list)
    """Paths that were looked into, in order, once for every look."""
    closed: set[str] = field(default_factory=set)
    """Paths that could not be looked into."""
    found: set[str] = field(default_factory=set)
    """Paths that a search showed."""
    listed: list[str] | None = None
    """All files, if they were listed."""

    def take_in(self, event: Event, means: Means) -> None:
        """Learn from one more event."""
        if not isinstance(event, Done):
            return
        if means.ran(event.call, LIST_FILES):
            rows = CLIPPED.sub("", event.result).splitlines()
            self.listed = [tidy(row) for row in rows if row.startswith("./")]
        elif looked := means.shown_by_shell(event.call):
            self.viewed.append(looked[0])
            self.files.setdefault(looked[0], FilePicture()).look(event.result, looked[1])
        elif means.is_search(event.call):
            self.found.update(tidy(path) for path in FOUND.findall(event.result))
        elif means.is_edit(event.call):
            self._take_in_edit(event, means)

    def _take_in_edit(self, event: Done, means: Means) -> None:
        call, path = event.call, tidy(event.call.arguments.get("path"))
        if means.is_edit(call, "view"):
            self.viewed.append(path)
            self._look(path, event)
        elif event.failed:
            self.files.pop(path, None)
        elif means.is_edit(call, *REPLACE) and path in self.files:
            self.files[path].replace(argument(call, OLD), argument(call, NEW))
        elif means.is_edit(call, "create", "overwrite"):
            self.files[path] = FilePicture.of(argument(call, CONTENT))

    def _look(self, path: str, event: Done) -> None:
        if event.failed:
            self.closed.add(path)
            return
        window = event.call.arguments.get("view_range")
        picture = self.files.setdefault(path, FilePicture())
        picture.look(event.result, (window[0], window[1]) if isinstance(window, list) else None)


def watch(events: Iterable[Event], means: Means) -> Seen:
    """What all events together show."""
    seen = Seen()
    for event in events:
        seen.take_in(event, means)
    return seen
