"""Control groups, version 1 or 2, where this process may make them: limits on memory, processes and processor time."""

from __future__ import annotations

import itertools
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.owner import is_dead, this_process
from sandbox.run import Limits, SandboxError

CONTROLLERS = ("memory", "pids", "cpu")
_PREFIX = "phyla-run-"
_PERIOD = 100_000
"""Microseconds over which the kernel shares out processor time."""
_GONE_SECONDS = 5.0


@dataclass(frozen=True)
class Parent:
    """A folder of the control-group file system in which groups with limits can be made."""

    folder: Path
    version: int


class Group:
    """The control groups of one run: one folder in version 2, one for each controller in version 1."""

    def __init__(self, parents: Mapping[str, Parent], name: str) -> None:
        self._folders = {controller: parent.folder / name for controller, parent in parents.items()}
        self._versions = {controller: parent.version for controller, parent in parents.items()}

    def make(self, limits: Limits) -> None:
        """Make the groups and set their limits. Raises OSError."""
        for controller, folder in self._folders.items():
            folder.mkdir(exist_ok=True)
            for file, value, needed in _settings(controller, self._versions[controller], limits):
                if needed or (folder / file).exists():
                    (folder / file).write_text(value)

    def add(self, pid: int) -> None:
        """Move a process in; what it starts from now on is in as well. Raises OSError."""
        for folder in set(self._folders.values()):
            (folder / "cgroup.procs").write_text(str(pid))

    def oom_kills(self) -> int:
        """How many processes the memory limit has killed."""
        folder = self._folders.get("memory")
        if folder is None:
            return 0
        events = folder / ("memory.events" if self._versions["memory"] == 2 else "memory.oom_control")
        lines = (line.split() for line in events.read_text().splitlines())
        return sum(int(value) for key, value in lines if key == "oom_kill")

    def remove(self) -> None:
        """Remove the groups, which must be empty or about to be. Raises SandboxError."""
        give_up = time.monotonic() + _GONE_SECONDS
        for folder in set(self._folders.values()):
            while folder.exists():
                try:
                    folder.rmdir()
                except OSError as error:
                    # The dead leave their group a moment after their end.
                    if time.monotonic() > give_up:
                        raise SandboxError(f"cannot remove the control group {folder}: {error}") from error
                    time.sleep(0.005)


def _settings(controller: str, version: int, limits: Limits) -> list[tuple[str, str, bool]]:
    """File, value and whether a kernel without that file is refused."""
    memory, quota = str(limits.memory_bytes), str(int(limits.cpus * _PERIOD))
    settings = {
        ("memory", 1): [
            ("memory.limit_in_bytes", memory, True),
            ("memory.memsw.limit_in_bytes", memory, False),
            ("memory.swappiness", "0", False),
        ],
        ("memory", 2): [("memory.max", memory, True), ("memory.swap.max", "0", False)],
        ("cpu", 1): [("cpu.cfs_period_us", str(_PERIOD), True), ("cpu.cfs_quota_us", quota, True)],
        ("cpu", 2): [("cpu.max", f"{quota} {_PERIOD}", True)],
        ("pids", 1): [("pids.max", str(limits.processes), True)],
        ("pids", 2): [("pids.max", str(limits.processes), True)],
    }
    return settings[controller, version]


class Groups:
    """Makes control groups below those that this process is in, or above where it may. Thread-safe."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        found = find_parents(Path("/proc/self/cgroup").read_text(), Path("/proc/self/mountinfo").read_text())
        self.parents = {controller: parent for controller, parent in found.items() if _works(controller, parent)}
        """By controller; a controller that cannot be had is missing."""

    @contextmanager
    def made(self, limits: Limits) -> Iterator[Group]:
        """A group for one run, removed at the end. Raises SandboxError."""
        group = Group(self.parents, f"{_PREFIX}{this_process()}-{next(self._numbers)}-{id(self)}")
        try:
            group.make(limits)
            yield group
        finally:
            group.remove()

    def remove_stale(self) -> int:
        """Remove the groups that dead processes left; gives their number. Those with a dying program are left alone."""
        folders = {folder for parent in self.parents.values() for folder in parent.folder.glob(f"{_PREFIX}*")}
        stale = [folder for folder in folders if is_dead(folder.name.removeprefix(_PREFIX).rsplit("-", 2)[0])]
        return sum(map(_remove_empty, stale))


def _remove_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False  # Busy, or another process was quicker.
    return True


def find_parents(own: str, mounts: str) -> dict[str, Parent]:
    """The nearest group at or above our own in which we can make limited ones, by controller.

    ``own`` is ``/proc/self/cgroup``, ``mounts`` is ``/proc/self/mountinfo``.
    """
    places = {name: line.split(":", 2)[2] for line in own.splitlines() for name in line.split(":")[1].split(",")}
    parents = {}
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        root, point = left.split()[3:5]
        kind, _, options = right.split(" ", 2)
        if kind == "cgroup":
            for controller in set(CONTROLLERS) & set(options.split(",")) & set(places):
                if folder := next(filter(_writable, _upwards(point, root, places[controller])), None):
                    parents[controller] = Parent(folder, 1)
        elif kind == "cgroup2" and "" in places:
            # A process is in one group of version 2 only: all controllers must be had in the same folder.
            for folder in filter(_writable, _upwards(point, root, places[""])):
                if {"memory", "pids"} <= (delegated := _delegated(folder)):
                    parents |= {controller: Parent(folder, 2) for controller in delegated & set(CONTROLLERS)}
                    break
    return parents


def _upwards(point: str, root: str, place: str) -> list[Path]:
    """The folders of a group and of those above it, as far as the mount shows them."""
    mount = Path(point)
    below = os.path.relpath(place, root)
    folder = mount if below.startswith("..") else mount / below
    return [parent for parent in (folder, *folder.parents) if parent.is_relative_to(mount)]


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)


def _delegated(folder: Path) -> set[str]:
    control = folder / "cgroup.subtree_control"
    return set(control.read_text().split()) if control.exists() else set()


def _works(controller: str, parent: Parent) -> bool:
    """Whether a process can really be put under a limit there."""
    group = Group({controller: parent}, f"{_PREFIX}{this_process()}-probe-{controller}")
    try:
        group.make(Limits())
        with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as probe:
            group.add(probe.pid)
            probe.communicate()
    except OSError:
        return False  # That the limit cannot be had here is the answer; the sandbox's check tells people.
    finally:
        group.remove()
    return True
