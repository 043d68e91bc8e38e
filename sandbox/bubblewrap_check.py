"""What a doctor is told about bubblewrap on this host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from sandbox.cgroups import CONTROLLERS
from sandbox.host import Host
from sandbox.run import Ending, Finding, RunResult, RunSpec, SandboxError

_LOOK = """
import importlib.util, os, platform
assert importlib.util.find_spec("sandbox") is None, "phyla's own packages can be seen"
assert not os.access("/proc/sys/kernel/core_pattern", os.W_OK), "kernel settings can be written"
print("Python", platform.python_version())
"""


def findings(host: Callable[[], Host], run: Callable[[RunSpec], RunResult]) -> list[Finding]:
    """Try everything for real."""
    try:
        found = host()
    except SandboxError as error:
        cause, _, mend = str(error).partition("; ")
        return [Finding("bubblewrap", False, cause, mend)]
    works = Finding("bubblewrap", True, f"{found.bwrap} makes user namespaces")
    return [works, _program(run), *_limits(found), *_gaps(found)]


def _program(run: Callable[[RunSpec], RunResult]) -> Finding:
    try:
        result = run(RunSpec(("python3", "-I", "-c", _LOOK), {}, export=False))
    except SandboxError as error:
        return Finding("a program in bubblewrap", False, str(error), "use another Python, or Docker")
    said = (result.stdout + result.stderr).decode(errors="replace").strip()
    if result.ending is Ending.EXITED and result.exit_code == 0:
        return Finding("a program in bubblewrap", True, f"{said} runs and sees none of our packages")
    return Finding("a program in bubblewrap", False, said[-300:] or result.ending, "use another Python, or Docker")


def _limits(host: Host) -> Iterator[Finding]:
    parents = host.groups.parents
    missing = [controller for controller in CONTROLLERS if controller not in parents]
    if not missing:
        versions = ", ".join(str(version) for version in sorted({parent.version for parent in parents.values()}))
        yield Finding("limits", True, f"control groups (version {versions}) limit memory, processes and processor time")
        return
    mend = "start phyla with `systemd-run --user --scope -p Delegate=yes`, or use Docker"
    if "memory" in missing:
        yield Finding("memory limit", False, "no control group: it holds for each process, not for all", mend)
    if "pids" in missing and host.counts_processes:
        yield Finding("process limit", True, "no control group: the kernel's limit for each user namespace is used")
    elif "pids" in missing:
        yield Finding("process limit", False, "no control group: processes are not limited (fork bombs)", mend)
    if "cpu" in missing:
        yield Finding("processor limit", False, "no control group: a program may use every processor", mend)


def _gaps(host: Host) -> Iterator[Finding]:
    yield Finding("not protected from", True, "holes in the kernel: no system call is filtered")
    yield Finding("not protected from", True, "reading /usr/bin, /usr/lib and the kernel's /proc files")
    if not host.nesting_disabled:
        yield Finding("nested namespaces", False, "programs may make user namespaces of their own", "use Docker")
    if os.getuid() == 0:
        yield Finding(
            "not protected from",
            True,
            "the user id of root, which programs hold outside of their namespace; run phyla as an ordinary user",
        )
