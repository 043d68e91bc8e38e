"""Trees as git objects: written whole, read whole, compared without hiding anything; real git throughout."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.objects import AgentFile, BadPath, Change, MissingObject, ObjectStore, check_path

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1, max_size=8)
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
contents = st.one_of(st.binary(max_size=40), st.text("a\n\r\t é\0", max_size=40).map(str.encode))
files = st.builds(AgentFile, contents, st.booleans())


def allowed(path: str) -> bool:
    try:
        check_path(path)
    except BadPath:
        return False
    return True


def without_clashes(tree: dict[str, AgentFile]) -> dict[str, AgentFile]:
    folders = {path[:at] for path in tree for at, letter in enumerate(path) if letter == "/"}
    return {path: file for path, file in tree.items() if path not in folders}


trees = st.dictionaries(paths.filter(allowed), files, max_size=6).map(without_clashes)


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "agents.git")


def git(*args: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """git as a test's own independent judge."""
    clean = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *args], cwd=cwd, input=stdin, capture_output=True, env=clean, check=False)


def checked_out(tree: dict[str, AgentFile], folder: Path) -> None:
    for path, file in tree.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        target.chmod(0o755 if file.executable else 0o644)


def on_disk(folder: Path) -> dict[str, AgentFile]:
    return {
        str(path.relative_to(folder)): AgentFile(path.read_bytes(), bool(path.stat().st_mode & 0o100))
        for path in folder.rglob("*")
        if path.is_file()
    }


@FEW
@given(trees)
def test_a_tree_comes_back_as_it_was(store: ObjectStore, tree: dict[str, AgentFile]) -> None:
    assert store.read_tree(store.write_tree(tree)) == tree


@FEW
@given(trees)
def test_git_accepts_every_tree_that_we_write(store: ObjectStore, tree: dict[str, AgentFile]) -> None:
    root = store.write_tree(tree)
    checked = git("fsck", "--strict", "--no-dangling", root, cwd=store.path)
    assert checked.returncode == 0, checked.stderr
    listed = git("ls-tree", "-rz", "--name-only", root, cwd=store.path).stdout
    assert sorted(listed.split(b"\0")[:-1]) == sorted(path.encode() for path in tree)


def test_ids_are_git_s_own(store: ObjectStore, tmp_path: Path) -> None:
    tree = {"b.py": AgentFile(b"x\n"), "b/c": AgentFile(b"", True), "b.d/ü": AgentFile(b"\0"), "b0": AgentFile(b"y")}
    work = tmp_path / "work"
    checked_out(tree, work)
    git("init", "-q", cwd=work)
    git("add", "-A", cwd=work)
    assert store.write_tree(tree) == git("write-tree", cwd=work).stdout.decode().strip()


BAD = ["", "/a", "a/", "a//b", ".", "..", "a/../b", ".git", ".GIT", "a/.Git/config", ".git /x", "git~1", "GIT~1/x"]
BAD += [".git.", ".git::$INDEX_ALLOCATION/x", ".g\u200cit", "a\\.git\\config", "nul\0", "\udcff", "a/" * 600 + "b"]


@pytest.mark.parametrize("path", BAD)
def test_paths_that_git_or_a_file_system_would_misread_are_refused(store: ObjectStore, path: str) -> None:
    with pytest.raises(BadPath):
        store.write_tree({"fine.py": AgentFile(b""), path: AgentFile(b"")})
    assert not [found for found in (store.path / "objects").rglob("*") if found.is_file()]


@FEW
@given(st.text(st.sampled_from(".giIt~1 \u200c\\:/a"), min_size=1, max_size=9))
@example(".git")
@example("a/.gIt")
@example("a")
@example("a/a")
def test_what_git_refuses_we_refuse(store: ObjectStore, path: str) -> None:
    strict = ("-c", "core.protectNTFS=true", "-c", "core.protectHFS=true")
    blob = store.write("blob", b"")
    entry = git(*strict, "update-index", "--add", "--replace", "--cacheinfo", f"100644,{blob},{path}", cwd=store.path)
    if entry.returncode:
        assert not allowed(path)


def test_a_path_cannot_be_a_file_and_a_folder(store: ObjectStore) -> None:
    with pytest.raises(BadPath, match="both"):
        store.write_tree({"a": AgentFile(b""), "a/b": AgentFile(b"")})


@FEW
@given(trees, trees)
@example({"bin": AgentFile(b"\0\n\xff")}, {"bin": AgentFile(b"\0\nb\xfe")})
@example({"a": AgentFile(b"")}, {"a/b": AgentFile(b"", True)})
@example({"a": AgentFile(b"x\r\n")}, {"a": AgentFile(b"x\n")})
def test_git_apply_makes_the_one_tree_from_the_other(
    store: ObjectStore, tmp_path_factory: pytest.TempPathFactory, a: dict[str, AgentFile], b: dict[str, AgentFile]
) -> None:
    work = tmp_path_factory.mktemp("work")
    checked_out(a, work)
    patch = store.patch(store.write_tree(a), store.write_tree(b))
    if patch:
        applied = git("apply", "--whitespace=nowarn", "-", cwd=work, stdin=patch)
        assert applied.returncode == 0, applied.stderr
    assert on_disk(work) == b


def test_nothing_in_a_tree_hides_a_change(store: ObjectStore) -> None:
    before = {".gitattributes": AgentFile(b"* -diff binary\n*.py diff=evil\n"), "a.py": AgentFile(b"good\n")}
    after = {**before, "a.py": AgentFile(b"\0evil\n"), "naïve 文.py": AgentFile(b"new\n")}
    a, b = store.write_tree(before), store.write_tree(after)
    shown = store.diff(a, b)
    assert "-good\n+\0evil\n" in shown
    assert "+++ b/naïve 文.py" in shown
    assert "Binary" not in shown
    assert store.diff_stat(a, b) == [Change("a.py", 1, 1), Change("naïve 文.py", 1, 0)]
    assert store.diff(a, b, paths=["a.py"]).count("diff --git") == 1


def test_bytes_that_are_no_text_can_be_shown(store: ObjectStore) -> None:
    shown = store.diff(store.write_tree({}), store.write_tree({"a": AgentFile(b"\xff\n")}))
    assert "+\\xff\n" in shown
    assert shown.encode()


@FEW
@given(trees, trees)
def test_the_statistics_count_the_lines_of_the_patch(
    store: ObjectStore, a: dict[str, AgentFile], b: dict[str, AgentFile]
) -> None:
    ids = store.write_tree(a), store.write_tree(b)
    for change in store.diff_stat(*ids):
        hunks = store.patch(*ids, paths=[change.path]).split(b"\ndiff --git ")[0].partition(b"\n@@")[2].split(b"\n")
        assert (change.added, change.removed) == tuple(sum(line[:1] == sign for line in hunks) for sign in (b"+", b"-"))


HOSTILE = """[core]
    hooksPath = {folder}
    fsmonitor = {script}
[diff]
    external = {script}
    noprefix = true
[diff "evil"]
    textconv = {script}
    command = {script}
[remote "origin"]
    url = {folder}
    promisor = true
    partialclonefilter = blob:none
    uploadpack = {script}
[extensions]
    partialClone = origin
"""


def test_no_configuration_starts_a_program(store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, mark = tmp_path / "script", tmp_path / "ran"
    script.write_text(f"#!/bin/sh\necho ran >> {mark}\nexit 1\n")
    script.chmod(0o755)
    config = HOSTILE.format(folder=tmp_path, script=script)
    (tmp_path / ".gitconfig").write_text(config)
    with (store.path / "config").open("a") as file:
        file.write(config.replace("[core]", "[core]\n    repositoryformatversion = 1"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "elsewhere"))
    a = store.write_tree({"a.py": AgentFile(b"1\n"), ".gitattributes": AgentFile(b"* diff=evil\n")})
    b = store.write_tree({"a.py": AgentFile(b"2\n")})
    assert "--- a/a.py" in store.diff(a, b)
    with pytest.raises(MissingObject):
        store.read_tree("1" * 40)
    with pytest.raises(MissingObject):
        list(store.read_objects(["1" * 40]))
    assert not mark.exists()
    # The traps are real: plain git on the same repository springs each of them.
    for sprung, command in enumerate((["diff", a, b], ["cat-file", "-p", "1" * 40]), 1):
        subprocess.run(
            ["git", f"--git-dir={store.path}", *command],
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            check=False,
        )
        assert len(mark.read_text().splitlines()) >= sprung


def test_only_full_ids_reach_git_s_command_line(store: ObjectStore) -> None:
    for name in ("HEAD", "--output=x", "", "0" * 39, "0" * 41):
        with pytest.raises(ValueError, match="full id"):
            store.read_tree(name)


def test_threads_may_write_the_same_tree_at_once(store: ObjectStore) -> None:
    tree = {f"d{n % 3}/{n}.py": AgentFile(b"%d" % n) for n in range(20)}
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(store.write_tree, [tree] * 16))
    assert len(ids) == 1
    assert store.read_tree(ids.pop()) == tree
    assert not list((store.path / "objects").rglob("tmp_*"))


def test_making_a_repository_at_once_gives_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(ObjectStore, [tmp_path / "x" / "agents.git"] * 6))
    tree = stores[0].write_tree({"a": AgentFile(b"1")})
    assert stores[5].read_tree(tree) == {"a": AgentFile(b"1")}
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["agents.git"]
