"""Trees of agents' files, as objects of a bare git repository.

git never gets a working copy of an agent's files: blobs and trees are written as objects, differences are taken between
two trees. Its commands run in an environment made here from nothing, so that neither the user's configuration and hooks
nor anything that an agent wrote can change what they do, or make them start a program.

Not protected from: somebody who can write into the repository's folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol


class GitError(RuntimeError):
    """git could not do its work: ours to repair."""


class MissingObject(LookupError):
    """The repository does not hold that object, or holds it in a broken state."""


class BadPath(ValueError):
    """A path that a tree must not hold, because git would refuse it or read it as its own metadata."""


class AgentFile(NamedTuple):
    """One regular file of an agent."""

    data: bytes
    executable: bool = False


class FileLike(Protocol):
    """Anything that reads like an ``AgentFile``, such as the sandbox's own files."""

    @property
    def data(self) -> bytes: ...

    @property
    def executable(self) -> bool: ...


class Change(NamedTuple):
    """How much of one file differs between two trees, in lines."""

    path: str
    added: int
    removed: int


class _Entry(NamedTuple):
    mode: str
    id: str


_ID = re.compile(r"[0-9a-f]{40}")
_FOLDER = "40000"
_MODES = {"100644": False, "100755": True}

# Code points that HFS+ ignores in names: ``.g\u200cit`` is ``.git`` there.
_HFS_IGNORED = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])

_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A repository that says that it is a partial clone may name a program to fetch the rest with.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # Ids must be the same on every machine, whatever git's defaults become.
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
}

_WHOLE = ("--no-ext-diff", "--no-textconv", "--text", "--no-renames", "--no-color", "--diff-algorithm=histogram")
"""Options of a difference that hides nothing, whatever attributes the trees or the repository hold."""


class ObjectStore:
    """A bare git repository, made if it is missing. Threads and processes may use it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        if not self.path.exists():
            _create(self.path)

    def write_tree(self, files: Mapping[str, FileLike]) -> str:
        """Store files by relative POSIX path and return their tree's id. Raises BadPath before anything is written."""
        for path in files:
            check_path(path)
        folders: dict[str, dict[str, _Entry]] = {"": {}}
        for path, file in files.items():
            folder, _, name = path.rpartition("/")
            mode = "100755" if file.executable else "100644"
            folders.setdefault(folder, {})[name] = _Entry(mode, self.write("blob", file.data))
        return self._write_folders(folders)

    def _write_folders(self, folders: dict[str, dict[str, _Entry]]) -> str:
        for folder in list(folders):
            while folder:
                folder = folder.rpartition("/")[0]
                folders.setdefault(folder, {})
        for folder in sorted(folders, key=lambda name: name.count("/") + bool(name), reverse=True):
            tree = self.write("tree", _encode_tree(folders[folder]))
            parent, _, name = folder.rpartition("/")
            if folder and name in folders[parent]:
                raise BadPath(f"{folder!r} is both a file and a folder: rename one of them")
            if folder:
                folders[parent][name] = _Entry(_FOLDER, tree)
        return tree

    def read_tree(self, tree: str) -> dict[str, AgentFile]:
        """The files of a tree, or of a commit's tree, by path. Raises MissingObject."""
        listing = self._read("ls-tree", "-r", "-z", "--full-tree", check_id(tree))
        entries = [line.split(b"\t", 1) for line in listing.split(b"\0") if line]
        modes, _, ids = zip(*(entry[0].decode().split() for entry in entries), strict=True) if entries else ((), (), ())
        if strange := set(modes) - set(_MODES):
            raise MissingObject(f"tree {tree} holds entries of mode {', '.join(sorted(strange))}, which no agent has")
        blobs = self.read_objects(ids)
        return {
            entry[1].decode(errors="surrogateescape"): AgentFile(data, _MODES[mode])
            for entry, mode, (_, data) in zip(entries, modes, blobs, strict=True)
        }

    def diff(self, a: str, b: str, *, paths: Sequence[str] | None = None) -> str:
        """The patch from tree (or commit) ``a`` to ``b``, for eyes: bytes that are not UTF-8 are shown as ``\\xNN``."""
        return self.patch(a, b, paths=paths).decode(errors="backslashreplace")

    def patch(self, a: str, b: str, *, paths: Sequence[str] | None = None) -> bytes:
        """The patch from tree (or commit) ``a`` to ``b``, to the byte: ``git apply`` makes ``b`` of ``a`` with it.

        Every changed file is shown as text, also what attributes or NUL bytes would make git hide as binary.
        """
        options = ("-r", "-p", "--full-index", "--src-prefix=a/", "--dst-prefix=b/", *_WHOLE)
        return self._read("diff-tree", *options, check_id(a), check_id(b), "--", *_only(paths))

    def diff_stat(self, a: str, b: str, *, paths: Sequence[str] | None = None) -> list[Change]:
        """Which files differ between two trees (or commits), and by how many lines."""
        found = self._read("diff-tree", "-r", "-z", "--numstat", *_WHOLE, check_id(a), check_id(b), "--", *_only(paths))
        lines = (line.decode(errors="surrogateescape").split("\t", 2) for line in found.split(b"\0") if line)
        return [
            # git counts no lines in what it takes for binary, --text or not.
            self._count(a, b, path) if added == "-" else Change(path, int(added), int(removed))
            for added, removed, path in lines
        ]

    def _count(self, a: str, b: str, path: str) -> Change:
        hunks = self.patch(a, b, paths=[path]).split(b"\ndiff --git ", 1)[0].split(b"\n@@", 1)[-1].split(b"\n")
        return Change(path, sum(line[:1] == b"+" for line in hunks), sum(line[:1] == b"-" for line in hunks))

    def write(self, kind: Literal["blob", "tree", "commit"], data: bytes) -> str:
        """Store one object and return its id; storing it again does nothing."""
        raw = b"%s %d\0%s" % (kind.encode(), len(data), data)
        name = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
        path = self.path / "objects" / name[:2] / name[2:]
        try:
            # Like git itself: an old object that is used again must look new to the collection of garbage.
            os.utime(path)
        except FileNotFoundError:
            path.parent.mkdir(exist_ok=True)
            write_whole(path, zlib.compress(raw, 1), mode=0o444)
        return name

    def read_objects(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Kind and content of each object, in order. Raises MissingObject at the first that is not there."""
        for name, found in zip(ids, self.look_up(ids), strict=True):
            if found is None:
                raise MissingObject(f"object {name} is missing from {self.path}: restore it from a copy")
            yield found

    def look_up(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes] | None]:
        """Kind and content of each object, or None where there is none. Raises MissingObject if one is damaged."""
        out = self._read("cat-file", "--batch", stdin="".join(f"{check_id(name)}\n" for name in ids).encode())
        at = 0
        for _ in ids:
            end = out.index(b"\n", at)
            header = out[at:end].decode().split()
            if header[1] == "missing":
                at = end + 1
                yield None
            else:
                at = end + 1 + int(header[2]) + 1
                yield header[1], out[end + 1 : at - 1]

    def _read(self, *args: str, stdin: bytes = b"") -> bytes:
        done = self.git(*args, stdin=stdin)
        if done.returncode:
            raise MissingObject(f"git {args[0]} in {self.path}: {_reason(done)}; `phyla verify` says what is broken")
        return done.stdout

    def git(self, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run one git command on the repository. Raises GitError if there is no git."""
        return _git(self.path, *args, stdin=stdin)


def check_id(name: str) -> str:
    """The name itself if it is a full object id. Raises ValueError: nothing else may reach git's command line."""
    if not _ID.fullmatch(name):
        raise ValueError(f"{name!r} is not an object's full id (40 hexadecimal digits)")
    return name


def check_path(path: str) -> None:
    """Raises BadPath if git would refuse the path on any file system (Linux, NTFS, HFS+)."""
    try:
        encoded = path.encode()
    except UnicodeEncodeError as error:
        raise BadPath(f"path {path!r} is not UTF-8: rename the file") from error
    parts = path.split("/")
    if len(encoded) > 4095 or len(parts) > 512:
        raise BadPath(f"path {path[:60]!r}… is longer than 4095 bytes or deeper than 512 folders: shorten it")
    if "\0" in path or any(part in ("", ".", "..") or _is_metadata(part) for part in parts):
        raise BadPath(f"path {path!r} is not allowed in a git tree: rename the file")


def _is_metadata(name: str) -> bool:
    """Whether a file system takes the name for ``.git``: in any case, by NTFS's short names and streams, or by HFS+."""
    on_ntfs = (part.split(":", 1)[0].rstrip(" .").lower() for part in name.split("\\"))
    return name.translate(_HFS_IGNORED).lower() == ".git" or any(part in (".git", "git~1") for part in on_ntfs)


def write_whole(path: Path, data: bytes, *, mode: int, near: Path | None = None) -> None:
    """Write a file so that it is seen whole or not at all; a left-over of a kill has a name that git clears away."""
    fd, new = tempfile.mkstemp(prefix="tmp_obj_", dir=near or path.parent)
    try:
        with open(fd, "wb") as file:
            file.write(data)
            os.fchmod(fd, mode)
            file.flush()
            # Else a power cut can leave an empty file under the right name, which would never be written again.
            os.fsync(fd)
        os.replace(new, path)
    except BaseException:
        os.unlink(new)
        raise


def _encode_tree(entries: Mapping[str, _Entry]) -> bytes:
    # git sorts folders as if their names ended in a slash.
    ordered = sorted(entries.items(), key=lambda item: (item[0] + "/" * (item[1].mode == _FOLDER)).encode())
    return b"".join(
        b"%s %s\0%s" % (entry.mode.encode(), name.encode(), bytes.fromhex(entry.id)) for name, entry in ordered
    )


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        done = _git(new, "init", "--quiet", "--bare", "--template=", str(new))
        if done.returncode:
            raise GitError(f"git init in {path.parent}: {_reason(done)}")
        os.chmod(new, 0o755)
        try:
            os.rename(new, path)
        except OSError:
            # Another process made the repository in the meantime: it is as good as ours.
            if not (path / "HEAD").exists():
                raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _git(repository: Path, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--literal-pathspecs", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", *args]
    # GIT_DIR is given rather than found, so git does not ask who owns the folder.
    environment = _ENVIRONMENT | {"GIT_DIR": str(repository), "PATH": os.environ.get("PATH", os.defpath)}
    try:
        # A group of its own: a terminal's Ctrl-C must not reach it, so that what is under way can be finished.
        return subprocess.run(
            command, input=stdin, capture_output=True, env=environment, cwd=repository, check=False, process_group=0
        )
    except FileNotFoundError as error:
        raise GitError(f"git could not start in {repository}: install git 2.32 or newer, or mend the path") from error


def _only(paths: Sequence[str] | None) -> Sequence[str]:
    if paths is not None and not paths:
        raise ValueError("no paths given: leave them out to compare everything")
    return paths or ()


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode(errors="backslashreplace").strip().splitlines()
    return said[-1] if said else f"exit code {done.returncode}"
