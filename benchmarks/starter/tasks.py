"""The tasks of the starter suite, as they lie in ``benchmarks/starter/tasks``."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.edits import Edit, parse_edits
from benchmarks.suite import Split, Task
from sandbox.tree import Tree, read_folder

FOLDER = Path(__file__).parent / "tasks"
VERSION = "1"


class BadTask(ValueError):
    """A task's folder does not hold what it should; the message names the folder and the reason."""


@dataclass(frozen=True)
class StarterTask:
    """One task with everything that belongs to it, the hidden parts included."""

    task: Task
    title: str
    difficulty: str
    base: Tree
    hidden: Tree
    reference: tuple[Edit, ...]
    wrong: tuple[tuple[Edit, ...], ...]


def load_tasks(folder: Path = FOLDER) -> list[StarterTask]:
    """Every task, by id. Raises BadTask."""
    return [load_task(path) for path in sorted(folder.iterdir()) if (path / "task.toml").is_file()]


def load_task(folder: Path) -> StarterTask:
    """One task. Raises BadTask."""
    try:
        spec = tomllib.loads((folder / "task.toml").read_text(encoding="utf-8"))
        statement = (folder / "problem.md").read_text(encoding="utf-8")
        return _task(folder, spec, statement)
    except (OSError, KeyError, ValueError) as error:
        raise BadTask(f"{folder.name}: {error!r}") from error


def _task(folder: Path, spec: dict[str, Any], statement: str) -> StarterTask:
    if statement.splitlines()[0] != f"# {spec['title']}":
        raise ValueError("the first line of problem.md is not the title")
    task = Task(
        id=folder.name,
        suite="starter",
        statement=statement,
        split=Split(spec["split"]),
        tags=(spec["kind"], spec["group"], spec["difficulty"]),
        source="phyla",
        version=VERSION,
        digest=_digest(read_folder(folder)),
        seconds=60.0,
    )
    return StarterTask(
        task=task,
        title=spec["title"],
        difficulty=spec["difficulty"],
        base=read_folder(folder / "workspace"),
        hidden=read_folder(folder / "hidden"),
        reference=parse_edits(spec["reference"]["edit"]),
        wrong=tuple(parse_edits(wrong["edit"]) for wrong in spec["wrong"]),
    )


def _digest(tree: Tree) -> str:
    total = hashlib.sha256()
    for path, file in sorted(tree.items()):
        total.update(f"{path}\0{len(file.data)}\0".encode() + file.data)
    return total.hexdigest()
