"""What the scripted model knows: the starter tasks' solutions and a repertoire of changes to the agent's source.

Work is known by its title, which stands as a heading in what an agent is told. Nothing else is known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.edits import Edit, parse_edits
from benchmarks.starter.tasks import FOLDER as TASKS
from benchmarks.starter.tasks import StarterTask, load_tasks
from campaign.scripted.limits import SLIP, WRONG_FIRST

CHANGES = Path(__file__).parent / "changes"


class BadChange(ValueError):
    """A file of the repertoire does not hold what it should; the message names the file and the reason."""


@dataclass(frozen=True)
class Work:
    """One piece of work that the model knows how to do."""

    title: str
    right: tuple[Edit, ...]
    wrong: tuple[tuple[Edit, ...], ...] = ()
    """Plausible mistakes: one that the project's own tests show, one that they do not."""
    wrong_first: float = 0.0
    """How often the first attempt is not right."""
    statement: str = ""
    """The problem as an agent is told it, where it is always told the same."""
    base: Mapping[str, str] = field(default_factory=dict)
    """The files to change as they are at first, where they are always the same; to recognise them by."""


@dataclass(frozen=True)
class Change:
    """One change to the agent's source that can come to the proposer's mind."""

    title: str
    idea: str
    """What should change and why, in words."""
    signs: tuple[str, ...]
    """Texts in the log of a failed run that speak for it; none: it comes to mind without a reason."""
    present: str
    """A text that shows that the source has it already."""
    weight: float
    edits: tuple[Edit, ...]

    @property
    def work(self) -> Work:
        return Work(self.title, self.edits, wrong_first=SLIP)


SMOKE = Work("Smoke test", (Edit("hello.txt", None, "hello\n"),))
"""What the harness asks of every newborn agent."""


class Repertoire:
    """All known work, read when it is first asked for."""

    def __init__(self, tasks: Path = TASKS, changes: Path = CHANGES) -> None:
        self._tasks = tasks
        self._changes = changes

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes to the agent's source, by file name. Raises BadChange."""
        return tuple(load_change(path) for path in sorted(self._changes.glob("*.toml")))

    @cached_property
    def _work(self) -> Mapping[str, Work]:
        tasks = [_task_work(task) for task in load_tasks(self._tasks)]
        return {work.title: work for work in (SMOKE, *tasks, *(change.work for change in self.changes))}

    def recognise(self, headings: Iterable[str]) -> Work | None:
        """The work of the first heading that is a known title."""
        return next((self._work[heading] for heading in headings if heading in self._work), None)


def load_change(path: Path) -> Change:
    """One change of the repertoire. Raises BadChange."""
    try:
        return _change(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise BadChange(f"{path.name}: {error!r}") from error


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        title=row["title"],
        idea=row["idea"],
        signs=tuple(row["signs"]),
        present=row["present"],
        weight=float(row["weight"]),
        edits=parse_edits(row["edit"]),
    )


def _task_work(task: StarterTask) -> Work:
    touched = {edit.path for edits in (task.reference, *task.wrong) for edit in edits}
    return Work(
        title=task.title,
        right=task.reference,
        wrong=task.wrong,
        wrong_first=WRONG_FIRST[task.difficulty],
        statement=task.task.statement,
        base={path: file.data.decode() for path, file in task.base.items() if path in touched},
    )
