"""Trees: what may be in one, and the two ways out of a sandbox under arbitrary and hostile content."""

from __future__ import annotations

import io
import os
import re
import socket
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.docker_options import workspace_tar
from sandbox.intake import import_folder, import_tar
from sandbox.tree import File, Intake, Tree, TreeLimits, UnsafeTree, path_fault, read_folder, write_tree

LIMITS = TreeLimits(total_bytes=10_000, files=50, depth=5)

NAMES = st.one_of(
    st.text(min_size=1, max_size=8),
    st.sampled_from(["a", "A", "ä", "a\u0308", "ß", "SS", ".", "..", ".git", ".GIT", "git~1", ".git ", "__pycache__"]),
    st.sampled_from(["x" * 255, "é" * 128, "a\nb", "\u202e", "con", "-rf", "\udcff", "\\", "~", "$HOME", "*", " "]),
)
PATHS = st.lists(NAMES, min_size=1, max_size=7).map("/".join)
FILES = st.builds(File, st.binary(max_size=100), st.booleans())
TREES = st.dictionaries(PATHS, FILES, max_size=12)


def taken(tree: Tree) -> bool:
    """Whether an intake takes a tree, and nothing in it would be left behind."""
    intake = Intake(LIMITS)
    try:
        for path, file in tree.items():
            intake.reserve(path, len(file.data), 0o600)
    except UnsafeTree:
        return False
    return not any(name == "__pycache__" or name.lower() == ".git" for path in tree for name in path.split("/"))


def check(tree: Tree) -> None:
    """Fail unless a tree that came in is one that may exist."""
    assert len(tree) <= LIMITS.files
    assert sum(len(file.data) for file in tree.values()) <= LIMITS.total_bytes
    assert len({unicodedata.normalize("NFC", path).casefold() for path in tree}) == len(tree)
    for path in tree:
        assert path == os.path.normpath(path)
        assert not path.startswith(("/", ".."))
        assert path.count("/") < LIMITS.depth
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]", path)
        names = path.split("/")
        assert not {".git", "__pycache__"} & set(names)
        assert ".git" not in {name.lower().rstrip(". ") for name in names}
        assert all(len(name.encode()) <= 255 for name in names)
        assert not any("/".join(names[:n]) in tree for n in range(1, len(names)))


@given(TREES)
def test_a_safe_tree_comes_back_both_ways(tree: Tree) -> None:
    if not taken(tree):
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "workspace"
        write_tree(tree, folder)
        assert import_folder(folder, LIMITS) == tree
        assert read_folder(folder, LIMITS) == tree
        assert import_tar(chunked(packed(folder)), "workspace", LIMITS) == tree
    assert import_tar([rooted(workspace_tar(tree, with_root=False))], "workspace", LIMITS) == tree


@given(TREES)
def test_a_tree_is_written_inside_its_folder_or_not_at_all(tree: Tree) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in" / "folder"
        folder.mkdir(parents=True)
        with suppress(UnsafeTree, OSError):
            write_tree(tree, folder)
        assert os.listdir(place) == ["in"]
        assert os.listdir(Path(place) / "in") == ["folder"]


MEMBERS = st.tuples(
    st.one_of(PATHS, PATHS.map("workspace/{}".format)),
    st.sampled_from([tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
    | st.sampled_from([tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.CONTTYPE, tarfile.REGTYPE, tarfile.REGTYPE]),
    st.integers(0, 0o7777),
    st.binary(max_size=600),
    PATHS,
)


@given(st.lists(MEMBERS, max_size=8), st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]))
def test_whatever_a_tar_stream_holds_only_a_safe_tree_comes_in(
    members: list[tuple[str, bytes, int, bytes, str]], form: int
) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, errors="surrogateescape") as tar:
        for name, kind, mode, data, target in members:
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode, entry.linkname = kind, mode, target
            entry.size = len(data) if kind in (tarfile.REGTYPE, tarfile.CONTTYPE) else 0
            try:
                tar.addfile(entry, io.BytesIO(data))
            except ValueError:
                return  # not even a tar stream can hold it
    with suppress(UnsafeTree):
        check(import_tar(chunked(buffer.getvalue()), "workspace", LIMITS))


@given(st.binary(max_size=3000))
def test_noise_is_no_tree(noise: bytes) -> None:
    with suppress(UnsafeTree, tarfile.TarError):
        check(import_tar(chunked(noise), "workspace", LIMITS))


KINDS = st.sampled_from(["file", "folder", "link", "fifo", "socket", "hard", "setuid", "locked"])


@given(st.lists(st.tuples(PATHS, KINDS), max_size=8))
def test_whatever_a_folder_holds_only_a_safe_tree_comes_in(things: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        top = Path(place) / "w"
        top.mkdir()
        for path, kind in things:
            leave(top, path, kind)
        with suppress(UnsafeTree):
            tree = import_folder(top, LIMITS)
            check(tree)
            assert all(file.data == b"content" for file in tree.values())
        for path, _, _ in os.walk(top):
            os.chmod(path, 0o700)


def leave(top: Path, path: str, kind: str) -> None:
    """Make something below a folder as a hostile program would, as far as the file system lets it."""
    place = os.path.join(top, *(part for part in path.split("/") if part not in ("", ".", "..")))
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if kind == "folder":
            os.mkdir(place)
        elif kind == "link":
            os.symlink("/etc/passwd", place)
        elif kind == "fifo":
            os.mkfifo(place)
        elif kind == "socket":
            with closing(socket.socket(socket.AF_UNIX)) as made:
                made.bind(place)
        else:
            with open(place, "xb") as out:
                out.write(b"content")
            if kind == "hard":
                os.link(place, place + "2")
            os.chmod(place, {"setuid": 0o4755, "locked": 0}.get(kind, 0o644))
    except (OSError, ValueError):
        return


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"a" * 256: File(b"")}, "longer than 255"),
        ({"/".join(["a" * 200] * 6): File(b"")}, "longer than 1024"),
        ({"a": File(b""), "a/b": File(b"")}, "collides"),
        ({"A/x": File(b""), "a/y": File(b"")}, "collides"),
        ({"ä": File(b""), "a\u0308": File(b"")}, "collides"),
        ({"straße": File(b""), "STRASSE": File(b"")}, "collides"),
        ({"a/b/c/d/e/f": File(b"")}, "deeper than 5"),
        ({f"{n}": File(b"") for n in range(51)}, "50 files"),
        ({"a": File(b"x" * 5001), "b": File(b"x" * 5000)}, "past 10000 bytes"),
    ],
)
def test_what_a_tree_must_not_hold(tree: Tree, reason: str) -> None:
    intake = Intake(LIMITS)
    *first, last = tree.items()
    for path, file in first:
        intake.reserve(path, len(file.data), 0o600)
    with pytest.raises(UnsafeTree, match=reason):
        intake.reserve(last[0], len(last[1].data), 0o600)


@pytest.mark.parametrize("path", ["", "/", "/etc/passwd", "..", "a/../b", "./a", "a//b", "a/", "a\0b", "a\rb", "\x7f"])
def test_a_path_that_is_no_path(path: str) -> None:
    assert path_fault(path)
    with pytest.raises(UnsafeTree):
        write_tree({path: File(b"")}, Path("/does/not/matter"))


def test_writing_follows_no_link_and_overwrites_nothing(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    (folder / "file").write_bytes(b"old")
    for tree in ({"link/x": File(b"")}, {"link": File(b"")}, {"file": File(b"new")}):
        with pytest.raises(OSError, match=r"link|file"):
            write_tree(tree, folder)
    assert not list(outside.iterdir())
    assert (folder / "file").read_bytes() == b"old"


def test_a_trusted_folder_is_read_without_what_is_no_content(tmp_path: Path) -> None:
    for path in ("a.py", "sub/b.py", ".git/config", "sub/__pycache__/b.pyc", ".gitignore"):
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "a.py").chmod(0o755)
    os.link(tmp_path / "a.py", tmp_path / "hard")
    tree = read_folder(tmp_path)
    assert {path: file.executable for path, file in tree.items()} == {
        ".gitignore": False,
        "a.py": True,
        "hard": True,
        "sub/b.py": False,
    }
    (tmp_path / "link").symlink_to("a.py")
    with pytest.raises(UnsafeTree, match="link"):
        read_folder(tmp_path)


def test_a_tar_stream_without_end_is_cut_off() -> None:
    """A stream of nothing but headers below what is left out would otherwise be read for ever."""
    entry = tarfile.TarInfo("workspace/.git/x").tobuf()

    def endless() -> Iterator[bytes]:
        while True:
            yield entry

    with pytest.raises(UnsafeTree, match="larger"):
        import_tar(endless(), "workspace", LIMITS)


def packed(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        tar.add(folder, "workspace")
    return buffer.getvalue()


def rooted(archive: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive)) as before, tarfile.open(fileobj=buffer, mode="w") as after:
        for entry in before:
            entry.name, entry.pax_headers = f"workspace/{entry.name}", {}
            after.addfile(entry, before.extractfile(entry) if entry.isreg() else None)
    return buffer.getvalue()


def chunked(data: bytes, size: int = 700) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]
