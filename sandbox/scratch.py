"""Folders of this host that untrusted programs write into: making, watching and removing them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.owner import is_dead, this_process
from sandbox.run import Limits, SandboxError
from sandbox.tree import TreeLimits

_PREFIX = "phyla-run-"
_PAUSE_SECONDS = 0.5
_ROOM = 4
"""How many times the exported tree's limits a workspace may hold while the program runs."""
_REST = 10
"""A look at a folder is followed by a pause of at least this many times its length."""


def tree_limits(limits: Limits) -> TreeLimits:
    """The limits of a run's exported tree."""
    return TreeLimits(total_bytes=limits.export_bytes, files=limits.export_files)


@contextmanager
def scratch_folder(parent: Path | None) -> Iterator[Path]:
    """A new folder that only this user can enter, removed at the end with all that is in it. Raises SandboxError."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{this_process()}-", dir=parent))
    except OSError as error:
        raise SandboxError(f"cannot make a scratch folder: {error}; free some space or set TMPDIR") from error
    try:
        yield folder
    finally:
        remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder whatever a program made of it: locked folders, very deep ones. Raises SandboxError."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        # These two follow no links below a folder and need neither recursion nor one descriptor a level.
        subprocess.run(["chmod", "-R", "u+rwx", folder], check=False, capture_output=True)
        removal = subprocess.run(["rm", "-rf", folder], check=False, capture_output=True)
        if removal.returncode:
            reason = removal.stderr.decode(errors="replace")[:200]
            raise SandboxError(f"cannot remove {folder}: {reason}; remove it by hand") from None


def remove_stale(parent: Path | None) -> int:
    """Remove the scratch folders of this user's dead processes; gives their number. Raises SandboxError."""
    removed = 0
    for folder in Path(parent or tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            mine = folder.stat(follow_symlinks=False).st_uid == os.getuid()
        except FileNotFoundError:
            continue
        if mine and is_dead(folder.name.removeprefix(_PREFIX).rpartition("-")[0]):
            remove_folder(folder)
            removed += 1
    return removed


class Watch:
    """Looks now and then whether a folder that a running program writes into grows past its limits."""

    def __init__(self, folder: Path, limits: Limits, every: float = _PAUSE_SECONDS) -> None:
        """``every``: seconds between two looks, or more if a look takes long."""
        self._folder = folder
        export = tree_limits(limits)
        self._limits = TreeLimits(*(_ROOM * limit for limit in export))
        self._every = every
        self.due = time.monotonic() + every
        """When the next look is due."""

    def look(self) -> str | None:
        """Why the run must end; None if the folder keeps its limits or no look is due."""
        begin = time.monotonic()
        if begin < self.due:
            return None
        reason = _excess(self._folder, self._limits)
        self.due = time.monotonic() + max(self._every, _REST * (time.monotonic() - begin))
        return reason


def _excess(folder: Path, limits: TreeLimits) -> str | None:
    taken = entries = 0
    locked: list[OSError] = []
    # By descriptors, so that a folder swapped for a link while we look leads nowhere.
    for path, folders, files, handle in os.fwalk(folder, follow_symlinks=False, onerror=locked.append):
        if path.count("/") - str(folder).count("/") > limits.depth:
            return f"the workspace grew deeper than {limits.depth} levels"
        entries += len(folders) + len(files)
        if entries > limits.files:
            return f"the workspace grew past {limits.files} files and folders"
        for name in files:
            try:
                taken += os.stat(name, dir_fd=handle, follow_symlinks=False).st_blocks * 512
            except FileNotFoundError:
                continue
        if taken > limits.total_bytes:
            return f"the workspace grew past {limits.total_bytes} bytes"
    if any(isinstance(error, PermissionError) for error in locked):
        return "the workspace holds a folder that its owner may not read"
    return None
