"""The way out of a sandbox: trees brought in from where an untrusted program wrote.

The program must be dead, its whole PID namespace with it. Regular files only: a link, a FIFO, a device, a set-user-ID
file or a hard link refuses the whole tree. ``.git``, ``__pycache__`` and sockets are left out at any depth: they are no
content (and Docker's archives leave sockets out by themselves). Nothing is extracted to a disk, no link is followed.
"""

from __future__ import annotations

import io
import os
import stat
import tarfile
from collections.abc import Iterable
from pathlib import Path

from sandbox.tree import Intake, Tree, TreeLimits, UnsafeTree, dropped, refused

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_HEADER_BYTES = 8192
"""What a tar stream may spend on one entry beside its data: headers, long names, extended attributes."""


def import_folder(path: Path, limits: TreeLimits) -> Tree:
    """Bring in a folder of this host that an untrusted program wrote. Raises UnsafeTree, and OSError if we failed."""
    intake = Intake(limits)
    top = os.open(path, _OPEN | os.O_DIRECTORY)
    try:
        _import_below(top, "", intake)
    finally:
        os.close(top)
    return intake.tree


def _import_below(folder: int, prefix: str, intake: Intake) -> None:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not dropped(entry.name))
    for name in names:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        path = prefix + name
        if stat.S_ISDIR(mode):
            intake.folder(path)
            if mode & 0o500 != 0o500:
                raise refused(path, "cannot be read by its owner")
            below = os.open(name, _OPEN | os.O_DIRECTORY, dir_fd=folder)
            try:
                _import_below(below, path + "/", intake)
            finally:
                os.close(below)
        elif stat.S_ISREG(mode):
            _import_file(folder, name, path, intake)
        elif not stat.S_ISSOCK(mode):
            raise refused(path, _kind(mode))


def _import_file(folder: int, name: str, path: str, intake: Intake) -> None:
    mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    if not mode & 0o400:
        raise refused(path, "cannot be read by its owner")
    handle = os.open(name, _OPEN, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise refused(path, _kind(found.st_mode))
        if found.st_nlink > 1:
            raise refused(path, "is a hard link")
        intake.file(path, found.st_size, found.st_mode, lambda: file.read(found.st_size))


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a symbolic link; only regular files are brought out"
    return "is a FIFO or a device; only regular files are brought out"


def import_tar(chunks: Iterable[bytes], root: str, limits: TreeLimits) -> Tree:
    """Bring in a tar stream whose entries lie below the folder ``root``, as Docker sends it.

    The stream may be left unread when it raises. Raises UnsafeTree, and tarfile.TarError if it is no tar stream.
    """
    intake = Intake(limits)
    most = limits.total_bytes + (limits.files + 1) * _HEADER_BYTES
    with tarfile.open(fileobj=_Stream(chunks, most), mode="r|", errorlevel=2) as tar:
        while (member := tar.next()) is not None:
            _import_member(tar, member, root, intake)
            tar.members = []  # type: ignore[attr-defined]  # tarfile would keep every header
    return intake.tree


def _import_member(tar: tarfile.TarFile, member: tarfile.TarInfo, root: str, intake: Intake) -> None:
    top, _, path = member.name.rstrip("/").partition("/")
    if top != root:
        raise refused(member.name, f"lies outside {root}")
    if not path or any(dropped(name) for name in path.split("/")):
        return
    if member.isdir():
        intake.folder(path)
        if member.mode & 0o500 != 0o500:
            raise refused(path, "cannot be read by its owner")
        return
    if member.islnk():
        raise refused(path, "is a hard link")
    if not member.isreg() or member.issparse():
        raise refused(path, _kind(stat.S_IFLNK if member.issym() else stat.S_IFIFO))
    content = tar.extractfile(member)
    assert content is not None, "a regular member has content"
    intake.file(path, member.size, member.mode, content.read)


class _Stream(io.RawIOBase):
    """A bounded reader over chunks of bytes."""

    def __init__(self, chunks: Iterable[bytes], most: int) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self._left = most

    def read(self, size: int = -1) -> bytes:
        parts = []
        while size > 0:
            if not self._rest:
                self._rest = next(self._chunks, b"")
                self._left -= len(self._rest)
                if self._left < 0:
                    raise UnsafeTree("the tree is larger than its limits allow")
                if not self._rest:
                    break
            parts.append(self._rest[:size])
            size -= len(parts[-1])
            self._rest = self._rest[len(parts[-1]) :]
        return b"".join(parts)
