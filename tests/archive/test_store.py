"""Agents in git: ids that follow from content, refs that outlive garbage collection, many writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.objects import AgentFile, MissingObject
from archive.store import AgentStore, AmbiguousAgent, Commit, UnknownAgent, decode_commit, encode_commit, resolve

SEED = {"__main__.py": AgentFile(b"print('hello')\n"), "tools/bash.py": AgentFile(b"#!\n", True)}
CHILD = {**SEED, "tools/edit.py": AgentFile(b"edit = 1\n")}


@pytest.fixture
def store(tmp_path: Path) -> AgentStore:
    return AgentStore(tmp_path / "agents.git")


def git(store: AgentStore, *args: str) -> str:
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", f"--git-dir={store.objects.path}", *args]
    return subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode()


def test_ids_follow_from_content_alone(store: AgentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As `git commit-tree` makes them of the same trees, parents, names and dates.
    seed = store.put(SEED)
    assert seed == "1298e3bae7e39db2bb308baeb3f958e23de58d22"
    assert store.put(CHILD, [seed]) == "d74135680367cd2dd144ba507181d2a5939fb189"
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_DATE", "GIT_COMMITTER_EMAIL", "GIT_DEFAULT_HASH", "TZ"):
        monkeypatch.setenv(name, "2001-01-01" if "DATE" in name else "sha256" if "HASH" in name else "UTC+7")
    other = AgentStore(tmp_path / "other.git")
    assert other.put(dict(reversed(SEED.items()))) == seed


def test_parents_and_files_come_back(store: AgentStore) -> None:
    seed = store.put(SEED)
    left, right = store.put(CHILD, [seed]), store.put({**SEED, "b": AgentFile(b"")}, [seed])
    both = store.put({**CHILD, "b": AgentFile(b"")}, [right, left])
    assert store.files(both) == {**CHILD, "b": AgentFile(b"")}
    assert store.parents(both) == (right, left)
    assert store.parents(seed) == ()
    assert [store.commit(agent).generation for agent in (seed, left, both)] == [0, 1, 2]
    assert store.agents() == sorted([seed, left, right, both])
    assert git(store, "rev-list", "--parents", "-1", both).split() == [both, right, left]
    assert "+edit = 1" in store.diff(seed, left)
    assert [change.path for change in store.diff_stat(seed, left)] == ["tools/edit.py"]
    git(store, "fsck", "--strict")


def test_the_same_files_of_another_parent_are_another_agent(store: AgentStore) -> None:
    seed = store.put(SEED)
    child = store.put(CHILD, [seed])
    again = store.put(SEED, [child])
    assert again != seed
    assert store.tree(again) == store.tree(seed)


def test_putting_again_changes_nothing(store: AgentStore) -> None:
    seed = store.put(SEED)
    assert store.put(SEED) == seed
    assert store.agents() == [seed]


def test_agents_outlive_git_gc(store: AgentStore) -> None:
    seed = store.put(SEED)
    child = store.put(CHILD, [seed])
    loose = store.objects.write_tree({"never": AgentFile(b"an agent's")})
    git(store, "gc", "--quiet", "--prune=now")
    assert store.files(child) == CHILD
    assert store.agents() == sorted([seed, child])
    assert store.put(CHILD, [seed]) == child
    assert store.put({"x": AgentFile(b"after")}, [child]) in store.agents()
    with pytest.raises(MissingObject):
        store.objects.read_tree(loose)


def test_an_agent_is_not_born_of_unknown_or_doubled_parents(store: AgentStore) -> None:
    seed = store.put(SEED)
    with pytest.raises(UnknownAgent, match="no agent 1111"):
        store.put(CHILD, ["1" * 40])
    with pytest.raises(UnknownAgent, match="is a tree"):
        store.put(CHILD, [store.tree(seed)])
    with pytest.raises(ValueError, match="twice"):
        store.put(CHILD, [seed, seed])


PUT = """
import sys
from pathlib import Path
from archive.objects import AgentFile
from archive.store import AgentStore
store = AgentStore(Path(sys.argv[1]))
seed = store.put({"a": AgentFile(b"seed")})
print(*[store.put({"a": AgentFile(b"%d" % n)}, [seed]) for n in range(int(sys.argv[2]))])
"""


def test_processes_may_put_at_once(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", PUT, str(tmp_path / "agents.git"), "12"]
    running = [subprocess.Popen(argv, stdout=subprocess.PIPE) for _ in range(3)]
    said = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(said) == 1
    assert len(AgentStore(tmp_path / "agents.git").agents()) == 13


def test_a_kill_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "agents.git"
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", PUT + "\nprint('x', flush=True)", str(path), "5000"])
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.4)
        process.kill()
        process.wait()
    done = subprocess.run([sys.executable, "-c", PUT, str(path), "300"], check=True, capture_output=True)
    store = AgentStore(path)
    assert set(done.stdout.decode().split()) <= set(store.agents())
    git(store, "fsck", "--strict")


def test_prefixes_are_resolved_or_refused_with_the_reason(store: AgentStore) -> None:
    agents = ["abcd" + "1" * 36, "abcd" + "2" * 36, "beef" + "0" * 36]
    assert resolve("beef", agents) == agents[2]
    assert resolve("ABCD1", agents) == agents[0]
    assert resolve(agents[1], agents) == agents[1]
    with pytest.raises(AmbiguousAgent, match="abcd11111111, abcd22222222"):
        resolve("abcd", agents)
    with pytest.raises(UnknownAgent, match="begins with dead"):
        resolve("dead", agents)
    for bad in ("abc", "xyz1", "", "a" * 41):
        with pytest.raises(UnknownAgent, match="hexadecimal"):
            resolve(bad, agents)
    seed = store.put(SEED)
    assert store.resolve(seed[:4]) == seed


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files to somebody else")
def test_a_campaign_of_somebody_else_can_be_read(store: AgentStore) -> None:
    seed = store.put(SEED)
    for path in [store.objects.path, *store.objects.path.rglob("*")]:
        os.chown(path, 10001, 10001)
    assert store.files(seed) == SEED
    assert store.agents() == [seed]


def test_only_commits_of_our_own_making_are_read_as_agents() -> None:
    commit = Commit("1" * 40, ("2" * 40, "3" * 40), 7)
    raw = encode_commit(commit)
    assert decode_commit(raw) == commit
    changes = [(b"phyla <", b"eve <"), (b" 7 +0000", b" 8 +0000"), (b"generation 7", b"generation 8"), (b"tree ", b"")]
    for old, new in [*changes, (b"\n\n", b"\ngpgsig x\n\n")]:
        with pytest.raises(ValueError, match="not the commit"):
            decode_commit(raw.replace(old, new, 1))
