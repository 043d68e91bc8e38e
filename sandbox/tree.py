"""Trees of files as values: what goes into a sandbox and what may come out of one."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class UnsafeTree(ValueError):
    """A tree holds something that must not be brought out of a sandbox; the message names the path and the reason."""


class File(NamedTuple):
    """One regular file."""

    data: bytes
    executable: bool = False


Tree = Mapping[str, File]
"""Files by relative POSIX path (``"tools/bash.py"``). Folders exist only as parts of paths; there are no links."""


class TreeLimits(NamedTuple):
    """How large a tree may be."""

    total_bytes: int = 256 << 20
    files: int = 20_000
    """Files and folders together."""
    depth: int = 40
    """Components of the longest path."""


_NAME_BYTES = 255
_PATH_BYTES = 1024
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that could deceive a reader, break a line, or are no UTF-8."""


class Intake:
    """Takes the files of a tree one by one and refuses what a tree must not hold."""

    def __init__(self, limits: TreeLimits) -> None:
        self.tree: dict[str, File] = {}
        self._limits = limits
        self._bytes = 0
        self._folders: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def folder(self, path: str) -> None:
        """Note a folder. Raises UnsafeTree."""
        self._check(path)
        self._claim(path, folder=True)

    def reserve(self, path: str, size: int, mode: int) -> None:
        """Check a file by what is known before its bytes are read. Raises UnsafeTree."""
        self._check(path)
        if mode & 0o6000:
            raise refused(path, "is set-user-ID or set-group-ID")
        if not mode & 0o400:
            raise refused(path, "cannot be read by its owner")
        self._bytes += size
        if self._bytes > self._limits.total_bytes:
            raise refused(path, f"takes the tree past {self._limits.total_bytes} bytes")
        self._claim(path, folder=False)

    def file(self, path: str, size: int, mode: int, read: Callable[[], bytes]) -> None:
        """Take a file, whose bytes are read only if all else is in order. Raises UnsafeTree."""
        self.reserve(path, size, mode)
        self.tree[path] = File(read(), bool(mode & 0o100))

    def _check(self, path: str) -> None:
        reason = path_fault(path)
        if reason:
            raise refused(path, reason)
        if path.count("/") >= self._limits.depth:
            raise refused(path, f"lies deeper than {self._limits.depth} levels")

    def _claim(self, path: str, folder: bool) -> None:
        """Hold a path against all others, as a file system would that folds case and Unicode forms."""
        parents = [path[:i] for i, char in enumerate(path) if char == "/"] + ([path] if folder else [])
        for parent in parents:
            key = _fold(parent)
            if key in self._files:
                raise refused(path, f"collides with the file {self._files[key]!r}")
            if self._folders.setdefault(key, parent) != parent:
                raise refused(path, f"collides with the folder {self._folders[key]!r}")
        if not folder:
            key = _fold(path)
            other = self._files.get(key) or self._folders.get(key)
            if other is not None:
                raise refused(path, f"collides with {other!r}")
            self._files[key] = path
        if len(self._files) + len(self._folders) > self._limits.files:
            raise refused(path, f"is one more than {self._limits.files} files and folders")


def refused(path: str, reason: str) -> UnsafeTree:
    """The refusal of a path, safe to print and never long."""
    return UnsafeTree(f"{path[:200]!a} {reason}")


def dropped(name: str) -> bool:
    """Whether a component is left out of every tree: git's folders, Python's caches."""
    return name.casefold() == ".git" or name == "__pycache__"


def path_fault(path: str) -> str | None:
    """Why a relative POSIX path may not be in a tree; None if it may."""
    if not path or path.startswith("/"):
        return "is not a relative path"
    if len(path.encode("utf-8", "surrogateescape")) > _PATH_BYTES:
        return f"is longer than {_PATH_BYTES} bytes"
    return next((fault for fault in map(_name_fault, path.split("/")) if fault), None)


def _name_fault(name: str) -> str | None:
    if name in ("", ".", ".."):
        return "is not a normal path"
    if any(unicodedata.category(char) in _UNPRINTABLE for char in name):
        return "has a name that is not printable UTF-8"
    if len(name.encode()) > _NAME_BYTES:
        return f"has a name longer than {_NAME_BYTES} bytes"
    # What NTFS takes for ".git": trailing dots and blanks, streams, the short name.
    if name.casefold().split(":")[0].rstrip(" .") in (".git", "git~1"):
        return "has a name that stands for .git on some systems"
    return None


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def check_paths(tree: Tree) -> None:
    """Raise UnsafeTree if a path of a tree could lead out of the folder that it is written to."""
    for path in tree:
        if fault := path_fault(path):
            raise refused(path, fault)


def read_folder(path: Path, limits: TreeLimits = TreeLimits()) -> Tree:  # noqa: B008 (immutable)
    """Read a folder that we trust, without ``.git`` and ``__pycache__``. Raises UnsafeTree, OSError."""
    intake = Intake(limits)
    for found in sorted(_files_below(path)):
        name = found.relative_to(path).as_posix()
        if found.is_symlink() or not found.is_file():
            raise refused(name, "is not a regular file")
        about = found.stat()
        intake.file(name, about.st_size, about.st_mode, found.read_bytes)
    return intake.tree


def _files_below(path: Path) -> Iterable[Path]:
    for entry in path.iterdir():
        if dropped(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_below(entry)
        else:
            yield entry


def write_tree(tree: Tree, folder: Path) -> None:
    """Write a tree into a folder, which is made if need be; nothing in it is overwritten and no link is followed.

    Modes are 0755 and 0644 whatever the umask. Raises UnsafeTree if a path could lead elsewhere, OSError.
    """
    check_paths(tree)
    folder.mkdir(parents=True, exist_ok=True)
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _write_below(top, _nest(tree))
    finally:
        os.close(top)


_Nodes = dict[str, "File | _Nodes"]


def _nest(tree: Tree) -> _Nodes:
    root: _Nodes = {}
    for path, file in tree.items():
        *folders, name = path.split("/")
        nodes = root
        for part in folders:
            below = nodes.setdefault(part, {})
            if isinstance(below, File):
                raise refused(path, f"lies below a file {part!r}")
            nodes = below
        if nodes.setdefault(name, file) is not file:
            raise refused(path, "is a folder and a file")
    return root


def _write_below(folder: int, nodes: _Nodes) -> None:
    for name, node in nodes.items():
        if isinstance(node, File):
            _write_file(folder, name, node)
            continue
        try:
            os.mkdir(name, 0o755, dir_fd=folder)
            os.chmod(name, 0o755, dir_fd=folder)
        except FileExistsError:
            pass  # If it is not a folder, opening it says so.
        below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        try:
            _write_below(below, node)
        finally:
            os.close(below)


def _write_file(folder: int, name: str, file: File) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    with os.fdopen(handle, "wb") as out:
        out.write(file.data)
        os.fchmod(handle, 0o755 if file.executable else 0o644)
