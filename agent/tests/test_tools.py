import os
import tempfile
import time
import unittest
from pathlib import Path

import tools
from tools import bash, edit


class InTemporaryFolder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)

    def call(self, tool: str, **arguments: object) -> str:
        return tools.run(tools.load(), tool, arguments)


class Bash(InTemporaryFolder):
    def test_shows_both_outputs_and_the_exit_code(self) -> None:
        self.assertEqual(self.call("bash", command="echo out; echo err >&2"), "out\nerr\n")
        self.assertEqual(self.call("bash", command="echo no; exit 3"), "[exit code 3]\nno\n")

    def test_clips_long_output_with_a_notice(self) -> None:
        text = self.call("bash", command=f"head -c {bash.CLIP + 100} /dev/zero | tr '\\0' x")
        self.assertRegex(text, r"^x+\n\[clipped: \d+ more characters\]")

    def test_leaves_nothing_running(self) -> None:
        self.call("bash", command="(while sleep 0.02; do date +%N > beat; done) & until test -s beat; do :; done")
        time.sleep(0.05)
        last = Path("beat").read_text()
        time.sleep(0.1)
        self.assertEqual(Path("beat").read_text(), last)


class Edit(InTemporaryFolder):
    def test_creates_views_and_overwrites(self) -> None:
        self.call("edit", command="create", path="a/b.txt", content="one\r\ntwo")
        self.assertEqual(self.call("edit", command="view", path="a/b.txt"), "one\r\ntwo")
        self.call("edit", command="overwrite", path=os.path.abspath("a/b.txt"), content="three\n")
        self.assertEqual(Path("a/b.txt").read_text(), "three\n")

    def test_clips_a_long_file_with_a_notice(self) -> None:
        Path("long").write_text("line\n" * (edit.VIEW_LINES + 7))
        text = self.call("edit", command="view", path="long")
        self.assertEqual(text, "line\n" * edit.VIEW_LINES + "[clipped: 7 more lines]")

    def test_refuses_what_it_cannot_do(self) -> None:
        Path("here").write_text("kept")
        for arguments in (
            {"command": "create", "path": "here", "content": "lost"},
            {"command": "overwrite", "path": "nowhere", "content": "lost"},
            {"command": "overwrite", "path": "here"},
            {"command": "view", "path": "nowhere"},
            {"command": "erase", "path": "here"},
            {},
        ):
            self.assertTrue(self.call("edit", **arguments).startswith("Error:"), arguments)
        self.assertEqual([path.name for path in Path().iterdir()], ["here"])
        self.assertEqual(Path("here").read_text(), "kept")


class Calls(InTemporaryFolder):
    def test_an_unknown_tool_or_odd_arguments_are_errors_to_read(self) -> None:
        self.assertTrue(self.call("fly").startswith("Error:"))
        self.assertTrue(tools.run(tools.load(), "bash", "not an object").startswith("Error:"))
