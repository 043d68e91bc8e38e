"""Names for processes that stay unique after their end, so that what a dead process left behind can be told apart."""

from __future__ import annotations

import os
from pathlib import Path


def this_process() -> str:
    """A name for this process: boot, PID namespace, process id and start time, joined by dashes."""
    return f"{_boot()}-{_namespace()}-{os.getpid()}-{_start(os.getpid())}"


def is_dead(process: str) -> bool:
    """Whether the named process has surely ended; one in another PID namespace of this boot cannot be judged."""
    boot, namespace, pid, start = process.split("-")
    if boot != _boot():
        return True
    return namespace == _namespace() and _start(int(pid)) != start


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().replace("-", "")[:12]


def _namespace() -> str:
    return str(os.stat("/proc/self/ns/pid").st_ino)


def _start(pid: int) -> str:
    """Start time in clock ticks since boot; empty if there is no such process or only its zombie."""
    try:
        # What follows the name, which is in brackets and may hold blanks: state is field 3, start time field 22.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
