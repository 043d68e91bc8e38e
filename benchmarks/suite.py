"""The seam between a campaign and what it measures agents on."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.run import Sandbox
from sandbox.tree import Tree


class Split(enum.StrEnum):
    """What a task is for: steering the campaign, or measuring its result once at the end."""

    SEARCH = "search"
    HELD_OUT = "heldout"


@dataclass(frozen=True)
class Task:
    """One coding task, without its tests and its solutions."""

    id: str
    """Unique in its suite; safe as a file name."""
    suite: str
    statement: str
    """What the agent is told, in Markdown, as a person would write it."""
    split: Split
    tags: tuple[str, ...]
    source: str
    """Where the task comes from."""
    version: str
    digest: str
    """SHA-256 over everything that the task consists of, tests and solutions included."""
    seconds: float = 600.0
    """Time that an agent has."""
    image: str | None = None


class TestResult(enum.StrEnum):
    """What became of one hidden test."""

    __test__ = False
    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"


@dataclass(frozen=True)
class Grade:
    """The verdict on one solution. A grader that could not do its work raises SandboxError instead."""

    outcome: Literal["solved", "failed", "tampered"]
    report: str
    """For people, and for the diagnosis of search tasks: what failed and how. Never longer than 20,000 characters."""
    tests: tuple[tuple[str, TestResult], ...] = ()
    evidence: str = ""
    """For ``tampered``: which signals disagreed."""


@dataclass(frozen=True)
class Solutions:
    """Known solutions of a task, to check its grader with: whole workspaces."""

    reference: Tree
    wrong: tuple[Tree, ...]


class Suite(Protocol):
    """A set of tasks with their graders. Thread-safe, and the same on every machine."""

    @property
    def name(self) -> str: ...

    def tasks(self) -> Sequence[Task]:
        """All tasks, in a fixed order."""

    def workspace(self, task: Task) -> Tree:
        """The files that the agent starts from: no tests but the public ones, no history, no solution."""

    def grade(self, task: Task, solution: Tree, sandbox: Sandbox) -> Grade:
        """Judge a workspace that an agent left behind, in a fresh sandbox. Raises SandboxError if that failed."""

    def solutions(self, task: Task) -> Solutions:
        """Known solutions, for ``phyla suites check``."""
