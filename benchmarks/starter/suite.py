"""The starter suite behind the suite seam."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.edits import apply_edits
from benchmarks.grader import grade_python
from benchmarks.starter.tasks import FOLDER, StarterTask, load_tasks
from benchmarks.suite import Grade, Solutions, Task
from sandbox.run import Sandbox
from sandbox.tree import Tree


class StarterSuite:
    """Small Python projects with bugs to fix and features to add. Implements ``Suite``."""

    name = "starter"

    def __init__(self, folder: Path = FOLDER) -> None:
        self._by_id: dict[str, StarterTask] = {each.task.id: each for each in load_tasks(folder)}

    def tasks(self) -> Sequence[Task]:
        return [each.task for each in self._by_id.values()]

    def workspace(self, task: Task) -> Tree:
        return self._by_id[task.id].base

    def grade(self, task: Task, solution: Tree, sandbox: Sandbox) -> Grade:
        return grade_python(solution, self._by_id[task.id].hidden, sandbox)

    def solutions(self, task: Task) -> Solutions:
        known = self._by_id[task.id]
        return Solutions(
            reference=apply_edits(known.base, known.reference),
            wrong=tuple(apply_edits(known.base, edits) for edits in known.wrong),
        )
