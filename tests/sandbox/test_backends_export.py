"""What hostile programs leave in their workspaces, on each back-end: only plain files are ever brought out."""

from __future__ import annotations

import pytest

from sandbox.run import Limits, Sandbox
from sandbox.tree import File
from tests.sandbox.programs import run

pytestmark = pytest.mark.usefixtures("clean_host")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("os.symlink('/etc/passwd', 'x')", "symbolic link"),
        ("os.makedirs('d'); os.symlink('/etc', 'd/x')", "symbolic link"),
        ("os.mkfifo('x')", "FIFO"),
        ("open('a', 'w'); os.link('a', 'b')", "hard link"),
        ("open('x', 'w'); os.chmod('x', 0o4755)", "set-user-ID"),
        ("open('x', 'w'); os.chmod('x', 0)", "cannot be read"),
        ("os.makedirs('x/y'); os.chmod('x', 0)", "cannot be read"),
        ("open('a\\nb', 'w')", "not printable"),
        ("open('\\u202egnp.sh', 'w')", "not printable"),
        ("open(b'\\xff', 'w')", "not printable"),
        ("open('Readme', 'w'); open('README', 'w')", "collides"),
        ("os.makedirs('Lib'); open('lib', 'w')", "collides"),
        ("os.makedirs('/'.join('d' * 60))", "deeper"),
        ("open('.GIT ', 'w')", "stands for .git"),
        ("[open(f'{n}', 'w').close() for n in range(101)]", "100 files"),
        ("open('x', 'wb').truncate((1 << 20) + 1)", "1048576 bytes"),
    ],
)
def test_what_must_not_come_out_refuses_the_tree(sandbox: Sandbox, code: str, reason: str) -> None:
    limits = Limits(export_bytes=1 << 20, export_files=100)
    result = run(sandbox, "import os\n" + code, limits=limits)
    assert (result.workspace, result.stderr) == (None, b"")
    assert reason in (result.refusal or "")


def test_what_is_no_content_is_left_behind(sandbox: Sandbox) -> None:
    code = """
import os, socket
os.makedirs("a/.git/hooks"); open("a/.git/hooks/x", "w"); os.symlink("/", "a/.git/link")
open(".git", "w").write("gitdir: /"); os.makedirs("a/__pycache__"); open("a/__pycache__/m.pyc", "w")
os.makedirs("b"); os.symlink("/", "b/.GIT"); open("a/kept", "w").write("k")
socket.socket(socket.AF_UNIX).bind("socket")
"""
    result = run(sandbox, code)
    assert (result.refusal, result.stderr) == (None, b"")
    assert result.workspace == {"a/kept": File(b"k")}


def test_a_huge_sparse_tree_is_refused_without_reading_it(sandbox: Sandbox) -> None:
    code = "for n in range(200): open(f'{n}', 'wb').truncate(1 << 40)"
    result = run(sandbox, code, limits=Limits(seconds=120, file_bytes=1 << 41))
    assert "bytes" in (result.refusal or "")


def test_a_very_deep_tree_is_removed(sandbox: Sandbox) -> None:
    code = "import os\nfor n in range(3000): os.mkdir('d'); os.chdir('d')"
    assert "deeper" in (run(sandbox, code).refusal or "")
