"""Verification, against memories that were really tampered with."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from archive.facts import Born, Chosen, Decided, Fact, Failed, Started, Stillborn, Verdict
from archive.ledger import Ledger
from archive.objects import AgentFile
from archive.store import SHORT, AgentStore, encode_commit
from archive.verify import Problem, orphans, verify

# An agent may write what it likes, even what git's own check takes offence at.
ODD = {".gitmodules": AgentFile(b'[submodule "../x"]\n path = -x\n'), ".gitattributes": AgentFile(b"a" * 9000)}
SEED = {"__main__.py": AgentFile(b"1\n" * 100), "tools/bash.py": AgentFile(b"2\n" * 100), **ODD}


class Memory:
    """A small campaign's memory on disk, with handles to break it by."""

    def __init__(self, folder: Path) -> None:
        self.store = AgentStore(folder / "agents.git")
        self.path = folder / "ledger.sqlite"
        self.seed = self.store.put(SEED)
        self.left = self.store.put({**SEED, "left": AgentFile(b"3\n")}, [self.seed])
        self.right = self.store.put({**SEED, "right": AgentFile(b"4\n")}, [self.seed])
        self.both = self.store.put({**SEED, "both": AgentFile(b"5\n")}, [self.left, self.right])

    def facts(self) -> list[Fact]:
        return [
            Started(version="0", config="", suite="", tasks=("t",)),
            Born(attempt="seed", agent=self.seed, parents=()),
            self.evaluate(0, self.seed),
            self.verdict("a0", self.seed),
            self.expand(1, self.seed),
            self.expand(2, self.seed),
            Born(attempt="a2", agent=self.right, parents=(self.seed,)),
            Born(attempt="a1", agent=self.left, parents=(self.seed,)),
            self.expand(3, self.left, self.right),
            Born(attempt="a3", agent=self.both, parents=(self.left, self.right)),
            self.expand(4, self.left),
            Stillborn(attempt="a4", parents=(self.left,), stage="unsafe", reason=""),
            self.expand(5, self.left),
            Failed(attempt="a5", reason=""),
            self.evaluate(6, self.both),
            Chosen(agent=self.both, why="", candidates=()),
            self.verdict("heldout-x", self.both, split="heldout"),
        ]

    def expand(self, number: int, *parents: str) -> Decided:
        return Decided(number=number, attempt=f"a{number}", action="expand", agents=parents, why="", candidates=())

    def evaluate(self, number: int, agent: str) -> Decided:
        return self.expand(number, agent).model_copy(update={"action": "evaluate", "task": "t"})

    def verdict(self, attempt: str, agent: str, **more: str) -> Verdict:
        return Verdict.model_validate({"attempt": attempt, "agent": agent, "task": "t", "outcome": "solved", **more})

    def write(self, facts: Iterable[Fact]) -> Memory:
        with Ledger.create(self.path) as ledger:
            ledger.append(*facts)
        return self

    def problems(self) -> list[Problem]:
        with Ledger.read(self.path) as ledger:
            return verify(self.store, ledger)

    def sql(self, *statements: str) -> None:
        db = sqlite3.connect(self.path)
        for name in ("TRIGGER no_update", "TRIGGER no_delete", "INDEX one_outcome", "INDEX one_number"):
            db.execute(f"DROP {name}")
        for statement in statements:
            db.execute(statement)
        db.commit()
        db.close()

    def object(self, name: str) -> Path:
        return self.store.objects.path / "objects" / name[:2] / name[2:]

    def ref(self, agent: str) -> Path:
        return self.store.objects.path / "refs" / "agents" / agent[:SHORT]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path)


def test_nothing_is_wrong_with_a_whole_memory(memory: Memory) -> None:
    assert memory.write(memory.facts()).problems() == []
    subprocess.run(["git", f"--git-dir={memory.store.objects.path}", "gc", "-q", "--prune=now"], check=True)
    assert memory.problems() == []


def test_verifying_changes_nothing(memory: Memory, tmp_path: Path) -> None:
    memory.write(memory.facts())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    memory.problems()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_agent_that_a_crash_left_without_a_fact_is_an_orphan_and_no_problem(memory: Memory) -> None:
    memory.write(memory.facts())
    orphan = memory.store.put({"a": AgentFile(b"")}, [memory.seed])
    assert memory.problems() == []
    with Ledger.read(memory.path) as ledger:
        assert orphans(memory.store, ledger) == [orphan]


def test_an_edited_verdict_is_found(memory: Memory) -> None:
    memory.write(memory.facts())
    memory.sql("UPDATE facts SET body = replace(body, 'solved', 'failed') WHERE seq = 4")
    assert memory.problems() == [Problem("fact 4", "its hash does not follow from the fact and the hash before it")]


def test_a_removed_fact_is_found(memory: Memory) -> None:
    memory.write(memory.facts())
    memory.sql("DELETE FROM facts WHERE kind = 'decided' AND json_extract(body, '$.number') = 4")
    said = "\n".join(map(str, memory.problems()))
    assert "facts 11 to 11 are missing" in said
    assert "attempt a4 has an outcome, but nobody decided it" in said
    assert "decision 5 stands where decision 4 should" in said


def test_an_unreadable_fact_is_found_and_the_rest_still_checked(memory: Memory) -> None:
    memory.write(memory.facts())
    memory.sql("UPDATE facts SET body = '{}' WHERE seq = 9")
    memory.ref(memory.left).unlink()
    said = "\n".join(map(str, memory.problems()))
    assert "fact 9: its body is not a fact" in said
    assert f"agent {memory.left[:SHORT]}: its ref is missing" in said


def test_a_moved_ref_is_found(memory: Memory) -> None:
    memory.write(memory.facts())
    memory.ref(memory.left).write_text(memory.seed + "\n")
    assert memory.problems() == [Problem(f"agent {memory.left[:SHORT]}", f"its ref points at {memory.seed[:SHORT]}")]


@pytest.mark.parametrize("which", ["blob", "tree", "commit"])
def test_a_dropped_object_is_found(memory: Memory, which: str) -> None:
    memory.write(memory.facts())
    blob = memory.store.objects.write("blob", b"5\n")
    names = {"blob": blob, "tree": memory.store.tree(memory.both), "commit": memory.both}
    memory.object(names[which]).unlink()
    said = "\n".join(map(str, memory.problems()))
    assert names[which] in said or "git holds no such agent" in said


def test_an_object_with_other_content_is_found(memory: Memory) -> None:
    memory.write(memory.facts())
    blob = memory.store.objects.write("blob", b"5\n")
    memory.object(blob).unlink()
    shutil.copy(memory.object(memory.store.objects.write("blob", b"evil\n")), memory.object(blob))
    assert any(blob in problem.what for problem in memory.problems())


def test_another_parent_in_the_ledger_than_in_git_is_found(memory: Memory) -> None:
    facts = memory.facts()
    facts[9] = Born(attempt="a3", agent=memory.both, parents=(memory.left,))
    facts[8] = memory.expand(3, memory.left)
    memory.write(facts)
    there = f"{memory.left[:SHORT]}, {memory.right[:SHORT]}"
    assert memory.problems() == [
        Problem(f"agent {memory.both[:SHORT]}", f"its parents in git ({there}) are not those in the ledger")
    ]


def test_a_commit_that_is_not_of_our_making_is_found(memory: Memory) -> None:
    commit = memory.store.commit(memory.both)
    forged = memory.store.objects.write("commit", encode_commit(commit).replace(b"phyla <", b"eve <"))
    late = memory.store.objects.write("commit", encode_commit(commit._replace(generation=9)))
    for agent in (forged, late):
        memory.ref(agent).write_text(agent + "\n")
    facts = memory.facts()
    for number, agent in ((7, forged), (8, late)):
        facts += [
            memory.expand(number, memory.left, memory.right),
            Born(attempt=f"a{number}", agent=agent, parents=(memory.left, memory.right)),
        ]
    assert memory.write(facts).problems() == [
        Problem(f"agent {forged[:SHORT]}", "git holds no such agent"),
        Problem(f"agent {late[:SHORT]}", "its commit wrongly says generation 9"),
    ]


UNBORN = "f" * 40
Forgery = Callable[[Memory], Fact]
FORGERIES: list[tuple[Forgery, str]] = [
    (lambda m: m.verdict("heldout-y", UNBORN), "a verdict tells of agent ffffffffffff, which was not born before"),
    (lambda _: Chosen(agent=UNBORN, why="", candidates=()), "a chosen tells of agent ffffffffffff"),
    (lambda m: m.expand(7, UNBORN), "a decided tells of agent ffffffffffff"),
    (lambda m: m.verdict("forged", m.seed), "attempt forged has an outcome, but nobody decided it"),
    (lambda m: m.verdict("a6", m.seed), "the verdict of attempt a6 is not what decision 6 was about"),
    (lambda m: m.verdict("a6", m.both, task="other"), "the verdict of attempt a6 is not what decision 6 was about"),
    (lambda m: m.verdict("a6", m.both, split="heldout"), "the verdict of attempt a6 is not what decision 6 was about"),
    (
        lambda m: Stillborn(attempt="a6", parents=(m.both,), stage="unsafe", reason=""),
        "the stillborn of attempt a6 is not what decision 6 was about",
    ),
    (lambda m: m.expand(8, m.seed), "decision 8 stands where decision 7 should"),
    (lambda m: Born(attempt="seed2", agent=m.seed, parents=()), "is born a second time"),
]


@pytest.mark.parametrize(("forge", "said"), FORGERIES)
def test_facts_that_do_not_fit_the_others_are_found(memory: Memory, forge: Forgery, said: str) -> None:
    memory.write([*memory.facts(), forge(memory)])
    problems = memory.problems()
    assert [problem.where for problem in problems] == ["fact 18"]
    assert said in problems[0].what


def test_a_second_outcome_is_found(memory: Memory) -> None:
    memory.write(memory.facts())
    memory.sql("INSERT INTO facts SELECT 18, kind, attempt, at, body, hash FROM facts WHERE seq = 12")
    assert Problem("fact 18", "attempt a4 has a second outcome") in memory.problems()
