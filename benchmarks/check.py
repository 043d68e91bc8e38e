"""Does a suite's grader tell right from wrong? Every task is graded with solutions whose verdict is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.suite import Grade, Suite, Task
from sandbox.run import Sandbox


@dataclass(frozen=True)
class TaskCheck:
    """What the grader said of one task's known solutions."""

    task: Task
    untouched: Grade
    reference: Grade
    wrong: tuple[Grade, ...]

    @property
    def problems(self) -> list[str]:
        """Why the task must not be used; empty if it is sound."""
        found = []
        if self.reference.outcome != "solved":
            found.append(f"the reference is {self.reference.outcome}: {self.reference.report[:300]}")
        if self.untouched.outcome != "failed":
            found.append(f"the untouched workspace is {self.untouched.outcome}")
        found += [
            f"wrong solution {number} is {grade.outcome}"
            for number, grade in enumerate(self.wrong, 1)
            if grade.outcome != "failed"
        ]
        return found


def check_task(suite: Suite, task: Task, sandbox: Sandbox) -> TaskCheck:
    """Grade the untouched workspace and every known solution. Raises SandboxError."""
    known = suite.solutions(task)
    return TaskCheck(
        task=task,
        untouched=suite.grade(task, suite.workspace(task), sandbox),
        reference=suite.grade(task, known.reference, sandbox),
        wrong=tuple(suite.grade(task, tree, sandbox) for tree in known.wrong),
    )


def check_suite(suite: Suite, tasks: Iterable[Task], sandbox: Sandbox, workers: int) -> Iterator[TaskCheck]:
    """Check many tasks, in order. Raises SandboxError."""
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda task: check_task(suite, task, sandbox), tasks)
