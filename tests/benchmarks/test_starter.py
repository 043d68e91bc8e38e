"""The starter suite: what it promises, and its grader on every known solution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.check import check_suite
from benchmarks.registry import UnknownSuite, open_suite
from benchmarks.starter.tasks import BadTask, load_task
from benchmarks.suite import Split
from sandbox.bubblewrap import BubblewrapSandbox

SUITE = open_suite("starter")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[BubblewrapSandbox]:
    place = BubblewrapSandbox()
    yield place
    place.close()


def test_there_are_enough_tasks_of_every_kind() -> None:
    tasks = SUITE.tasks()
    splits = Counter(task.split for task in tasks)
    assert splits[Split.SEARCH] >= 24
    assert splits[Split.HELD_OUT] >= 12
    kinds = Counter(task.tags[0] for task in tasks)
    assert len(kinds) >= 6
    assert min(kinds.values()) >= 4
    assert {task.tags[2] for task in tasks} == {"easy", "medium", "hard"}


def test_some_files_are_too_long_to_view_whole() -> None:
    long = [
        task.id
        for task in SUITE.tasks()
        if any(file.data.count(b"\n") > 150 for file in SUITE.workspace(task).values())
    ]
    assert len(long) >= 8


def test_every_known_solution_gets_its_verdict(sandbox: BubblewrapSandbox) -> None:
    checks = list(check_suite(SUITE, SUITE.tasks(), sandbox, workers=2))
    assert not {check.task.id: check.problems for check in checks if check.problems}
    assert all(len(check.wrong) == 2 for check in checks)


def test_the_workspace_holds_no_solution_and_no_hidden_test() -> None:
    for task in SUITE.tasks():
        paths = set(SUITE.workspace(task))
        assert not {path for path in paths if path.startswith((".git", "hidden")) or path == "task.toml"}


def test_titles_and_statements_are_the_tasks_own() -> None:
    titles = [task.statement.splitlines()[0] for task in SUITE.tasks()]
    assert len(set(titles)) == len(titles)
    assert len({task.digest for task in SUITE.tasks()}) == len(titles)


def test_an_unknown_suite_is_named() -> None:
    with pytest.raises(UnknownSuite, match="starter"):
        open_suite("nothing")


def test_a_damaged_task_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTask, match=tmp_path.name):
        load_task(tmp_path)
