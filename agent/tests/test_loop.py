import contextlib
import io
import os
import tempfile
import time
import unittest
from pathlib import Path

import loop


class Pupil:
    """Plays a model: makes the tool calls that it was given, one an answer, and then none."""

    def __init__(self, *calls: tuple) -> None:
        self.calls = list(calls)
        self.seen = []
        self.specs = []

    def ask(self, messages: list, specs: list) -> dict:
        self.specs = specs
        self.seen = [dict(message) for message in messages]
        if not self.calls:
            return {"role": "assistant", "text": "done", "calls": []}
        name, arguments = self.calls.pop(0)
        return {"role": "assistant", "text": "", "calls": [{"id": "c", "name": name, "arguments": arguments}]}


class Solving(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)

    def solve(self, model: Pupil, seconds: float = 60.0) -> str:
        self.log = io.StringIO()
        with contextlib.redirect_stdout(self.log):
            return loop.solve("Say hello.", model, time.monotonic() + seconds)


class Loop(Solving):
    def test_carries_out_calls_until_there_are_none(self) -> None:
        write = {"command": "create", "path": "hello.txt", "content": "hello\n"}
        model = Pupil(("edit", write), ("bash", {"command": "cat hello.txt"}))
        self.assertTrue(self.solve(model).startswith("finished"))
        self.assertEqual(Path("hello.txt").read_text(), "hello\n")
        self.assertIn("bash", [spec["name"] for spec in model.specs])
        self.assertIn("Say hello.", model.seen[1]["text"])
        self.assertIn("hello\n", [message["text"] for message in model.seen])
        self.assertIn("hello.txt", self.log.getvalue())

    def test_stops_when_it_is_out_of_time(self) -> None:
        self.assertTrue(self.solve(Pupil(), seconds=0).startswith("out of time"))

    def test_stops_when_it_is_out_of_steps(self) -> None:
        model = Pupil(*[("bash", {"command": "true"})] * (loop.MAX_STEPS + 1))
        self.assertTrue(self.solve(model).startswith("out of steps"))
        self.assertEqual(len(model.calls), 1)
