"""Sandboxes made by bubblewrap: Linux namespaces without a daemon, on this host's own programs and libraries.

What is not covered: a kernel that can be broken through its system calls (none are filtered), the reading of what the
host keeps in ``/usr/bin`` and ``/usr/lib``, and, where control groups cannot be had, memory taken by many processes at
once and processor time. Prefer Docker where a model writes the programs. ``check`` tells what holds on this host.
"""

from __future__ import annotations

import resource
import threading
from pathlib import Path

from sandbox import rootfs
from sandbox.bubblewrap_check import findings
from sandbox.capture import Capture
from sandbox.cgroups import Group
from sandbox.host import Host, find_host
from sandbox.intake import import_folder
from sandbox.jail import Death, Jail, jailed
from sandbox.pump import Bounds
from sandbox.run import GATEWAY, WORKSPACE, Ending, Finding, Limits, RunResult, RunSpec, SandboxError
from sandbox.scratch import Watch, remove_stale, scratch_folder, tree_limits
from sandbox.tree import Tree, UnsafeTree, write_tree
from sandbox.underway import UnderWay
from sandbox.view import OPEN_FILES, check_spec, environment

_KILLED = 128 + 9


class BubblewrapSandbox:
    """Runs programs in bubblewrap. Thread-safe."""

    name = "bubblewrap"

    def __init__(self, scratch: Path | None = None) -> None:
        """``scratch``: where workspaces lie during a run; None: the folder for temporary files."""
        self._scratch = scratch
        self._runs = UnderWay()
        self._finding = threading.Lock()
        self._found: Host | None = None

    def run(self, spec: RunSpec) -> RunResult:
        """Run one program to its end, as ``Sandbox.run`` tells. There is one view only: ``spec.image`` is ignored."""
        check_spec(spec)
        with self._runs.entered() as stop, scratch_folder(self._scratch) as folder:
            try:
                return self._run(self._host(), spec, folder, stop)
            except (OSError, UnsafeTree) as error:
                raise SandboxError(f"bubblewrap could not run a program: {error}") from error

    def check(self) -> list[Finding]:
        """What works on this host, and what bubblewrap does not protect from here."""
        return findings(self._host, self.run)

    def reap(self) -> int:
        """Remove what this user's dead processes left behind; gives the number of things. Raises SandboxError."""
        return remove_stale(self._scratch) + self._host().groups.remove_stale()

    def close(self) -> None:
        """End every run still under way and wait for their ends. Raises SandboxError."""
        self._runs.close()

    def _host(self) -> Host:
        with self._finding:
            self._found = self._found or find_host(self._scratch)
            return self._found

    def _run(self, host: Host, spec: RunSpec, folder: Path, stop: int) -> RunResult:
        command = _prepare(host, spec, folder)
        workspace, limits = folder / "workspace", spec.limits
        capture = Capture(limits.output_bytes)
        bounds = Bounds(limits.seconds, capture, Watch(workspace, limits), stop)
        with host.groups.made(limits) as group:
            with jailed(command, spec.argv, piped=bool(spec.stdin)) as jail:
                _limit(jail, group, host, limits)
                death = jail.run(spec.stdin, bounds)
            ending, code = _verdict(death, group.oom_kills())
        tree, refusal = (None, death.refusal) if death.refusal else _export(spec, workspace)
        return RunResult(ending, code, capture.stdout, capture.stderr, death.seconds, tree, refusal)


def _prepare(host: Host, spec: RunSpec, folder: Path) -> list[str]:
    """Write what the program is given below a scratch folder; gives bubblewrap's command line."""
    etc, empty, workspace = folder / "etc", folder / "empty", folder / "workspace"
    for place in (etc, empty, workspace):
        place.mkdir()
        place.chmod(0o755)
    rootfs.write_etc(etc, host.linker_cache)
    write_tree(spec.workspace, workspace)
    command = [str(host.bwrap), *host.isolation, *rootfs.system_arguments(empty), *host.interpreter.arguments(empty)]
    command += [*rootfs.etc_arguments(etc), "--bind", str(workspace), WORKSPACE]
    for number, (point, tree) in enumerate(spec.inputs.items()):
        source = folder / "inputs" / str(number)
        write_tree(tree, source)
        source.chmod(0o755)
        command += ["--ro-bind", str(source), point]
    if spec.gateway is not None:
        command += ["--ro-bind", str(spec.gateway.resolve()), GATEWAY]
    command += [*rootfs.end_arguments(), "--chdir", WORKSPACE]
    for name, value in environment(spec).items():
        command += ["--setenv", name, value]
    return command


def _limit(jail: Jail, group: Group, host: Host, limits: Limits) -> None:
    """Set all limits that this host can set, before the program is let go."""
    kinds = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: limits.file_bytes, resource.RLIMIT_NOFILE: OPEN_FILES}
    if "memory" not in host.groups.parents:
        kinds[resource.RLIMIT_AS] = limits.memory_bytes
    if "pids" not in host.groups.parents and host.counts_processes:
        kinds[resource.RLIMIT_NPROC] = limits.processes
    jail.limit(kinds)
    group.add(jail.pid)


def _verdict(death: Death, oom_kills: int) -> tuple[Ending, int | None]:
    if death.killed is not None:
        return death.killed, None
    if oom_kills and death.status in (_KILLED, None):
        return Ending.OUT_OF_MEMORY, None
    if death.status is None:
        raise SandboxError("something outside of the sandbox killed it")
    return Ending.EXITED, death.status


def _export(spec: RunSpec, workspace: Path) -> tuple[Tree | None, str | None]:
    if not spec.export:
        return None, None
    try:
        return import_folder(workspace, tree_limits(spec.limits)), None
    except UnsafeTree as refusal:
        return None, str(refusal)
