"""The file system that a program sees under bubblewrap: what a Python needs of this host, and nothing else of it.

System folders are seen read-only where they are; the Python that runs phyla is seen at ``/usr/local``, wherever it
really lies, as in the official Python images. Every ``site-packages`` and ``dist-packages`` is masked: a suite's tests
and solutions may lie there. ``/etc`` is made up. The home, ``/usr/local`` and ``/opt`` of the host are never seen.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from sandbox.run import SandboxError
from sandbox.view import HOME, SHM_BYTES, TMP_BYTES, USER

_SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_LIBRARIES = re.compile(
    r".+-linux-.+|python3\.\d+t?|locale|terminfo|gconv|ssl|ossl-modules|engines-.+|coreutils|gawk|perl5?|gcc|git-core"
)
"""The folders below ``/usr/lib`` that are shown; all others belong to applications and may hold packages."""
_ETC = {
    "passwd": f"root:x:0:0::/root:/usr/sbin/nologin\nphyla:x:{USER}:{USER}::{HOME}:/bin/sh\n",
    "group": f"root:x:0:\nphyla:x:{USER}:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
LOCAL = Path("/usr/local")


@dataclass(frozen=True)
class Interpreter:
    """A Python of this host, as far as programs need it."""

    prefix: Path
    binary: Path
    library: Path
    """The standard library."""

    @classmethod
    def running(cls) -> Interpreter:
        """The one that runs this process, or the one that its virtual environment was made from."""
        prefix, version = Path(sys.base_prefix), sys.version_info
        return cls(prefix, prefix / "bin" / f"python{version.major}.{version.minor}", Path(os.__file__).parent)

    @property
    def shared(self) -> list[Path]:
        """Shared libraries that lie in the prefix and not with the system's."""
        return [] if self.prefix == Path("/usr") else sorted((self.prefix / "lib").glob("*.so*"))

    def arguments(self, empty: Path) -> list[str]:
        """Options of bubblewrap that show it."""
        if not self.binary.exists() or not self.library.is_relative_to(self.prefix):
            raise SandboxError(f"no Python at {self.binary} with its library below {self.prefix}: use another Python")
        if self.prefix == Path("/usr"):
            return [*_local_folders(), *_links(str(self.binary))]
        library = LOCAL / self.library.relative_to(self.prefix)
        masks = [library / mask.name for mask in _packages(self.library.parent) if mask.parent == self.library]
        binds = [(self.binary, LOCAL / "bin" / self.binary.name), (self.library, library)]
        binds += [(file, LOCAL / "lib" / file.name) for file in self.shared]
        binds += [(empty, mask) for mask in masks]
        return [*_local_folders(), *_bind(binds), *_links(self.binary.name)]


def system_arguments(empty: Path) -> list[str]:
    """Options of bubblewrap that show the host's programs and libraries, without packages and applications."""
    arguments = ["--perms", "0755", "--dir", "/usr"]
    for name in _SYSTEM:
        top, below = Path("/") / name, Path("/usr") / name
        if below.is_dir():
            arguments += _system_folder(below, empty)
        if top.is_symlink():
            arguments += ["--symlink", os.readlink(top), f"{top}"]
        elif top.is_dir():
            arguments += _system_folder(top, empty)
    zones = Path("/usr/share/zoneinfo")
    return arguments + (
        ["--perms", "0755", "--dir", f"{zones.parent}", *_bind([(zones, zones)])] if zones.is_dir() else []
    )


def _system_folder(folder: Path, empty: Path) -> list[str]:
    """Show a folder of the system; of one with libraries, only these and the folders that common programs need."""
    if folder.is_symlink():
        return ["--symlink", os.readlink(folder), f"{folder}"]
    if not folder.name.startswith("lib"):
        return _bind([(folder, folder)])
    with os.scandir(folder) as entries:
        below = sorted(entries, key=lambda entry: entry.name)
    wanted = [entry for entry in below if ".so" in entry.name or _LIBRARIES.fullmatch(entry.name)]
    masks = [Path(entry.path) for entry in below if entry not in wanted and entry.is_dir(follow_symlinks=False)]
    # Every mount costs time at each start: show the wanted, or hide the unwanted, whichever are fewer.
    if len(wanted) < len(masks):
        arguments = ["--perms", "0755", "--dir", f"{folder}"]
        for entry in wanted:
            link = ["--symlink", os.readlink(entry), entry.path] if entry.is_symlink() else []
            arguments += link or _bind([(Path(entry.path), Path(entry.path))])
    else:
        arguments = _bind([(folder, folder), *((empty, mask) for mask in masks)])
    return arguments + _bind([(empty, mask) for mask in _packages(folder)])


def _packages(folder: Path) -> list[Path]:
    return [mask for name in ("site-packages", "dist-packages") for mask in sorted(folder.glob(f"python3.*/{name}"))]


def end_arguments() -> list[str]:
    """Options of bubblewrap that make the kernel's file systems and close the root for writing.

    ``/proc`` must be read-only: if phyla is run by root, the program holds root's user id outside of its namespace, and
    the kernel lets that id alone write to ``/proc/sys``, capabilities or not.
    """
    shm = ["--perms", "1777", "--size", str(SHM_BYTES), "--tmpfs", "/dev/shm"]
    tmp = ["--perms", "1777", "--size", str(TMP_BYTES), "--tmpfs", "/tmp"]
    proc = ["--proc", "/proc", "--remount-ro", "/proc"]
    return [*proc, "--dev", "/dev", *shm, "--remount-ro", "/dev", *tmp, "--remount-ro", "/"]


def write_etc(folder: Path, linker_cache: bytes | None) -> None:
    """Make up an ``/etc`` in an empty folder."""
    for name, text in _ETC.items():
        (folder / name).write_text(text)
    if linker_cache is not None:
        (folder / "ld.so.cache").write_bytes(linker_cache)
    (folder / "alternatives").mkdir()


def etc_arguments(folder: Path) -> list[str]:
    """Options of bubblewrap that show a made-up ``/etc``, with the host's choice among alternative programs."""
    alternatives = Path("/etc/alternatives")
    return _bind([(folder, Path("/etc"))]) + (_bind([(alternatives, alternatives)]) if alternatives.is_dir() else [])


def _bind(pairs: list[tuple[Path, Path]]) -> list[str]:
    return [word for source, target in pairs for word in ("--ro-bind", f"{source}", f"{target}")]


def _local_folders() -> list[str]:
    return [
        word for folder in (LOCAL, LOCAL / "bin", LOCAL / "lib") for word in ("--perms", "0755", "--dir", f"{folder}")
    ]


def _links(binary: str) -> list[str]:
    return ["--symlink", binary, f"{LOCAL}/bin/python3", "--symlink", binary, f"{LOCAL}/bin/python"]
