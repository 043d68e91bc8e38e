"""Runs inside the grading sandbox: hidden unittest tests against a solution in /workspace.

Started as ``python3 -I -B /grader/unittest_runner.py`` with one line of JSON on standard input: ``nonce`` (marks the
result, so that printed text cannot pass for one) and ``preload`` (modules that the tests import from the standard
library, loaded before the solution could shadow them). Writes one line to standard output, the nonce followed by
JSON, and exits 1 because the trap test among the tests must fail. Standard library only, Python 3.9 or newer.

The solution shares this process: it can disturb the result but, without the trap failing and every expected test
reported once, not turn it into "solved" unnoticed by simple means. It is detection, not proof.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import traceback
import unittest
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

HIDDEN = Path("/hidden")


if TYPE_CHECKING:
    Error = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Recorder(unittest.TestResult):
    """Collects one row per test; a subtest that fails makes its test fail."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str | None]] = []
        self.failed: dict[str, str] = {}

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self.failed.pop(test.id(), None)

    def _fail(self, test: unittest.TestCase, error: Error) -> None:
        text = "".join(traceback.format_exception(*error))
        self.failed.setdefault(test.id(), text[-3000:])

    def addError(self, test: unittest.TestCase, err: Error) -> None:
        self._fail(test, err)

    def addFailure(self, test: unittest.TestCase, err: Error) -> None:
        self._fail(test, err)

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Error | None) -> None:
        del subtest
        if err is not None:
            self._fail(test, err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self.failed[test.id()] = "skipped: " + reason

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        self.failed[test.id()] = "unexpected success"

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        self.rows.append([test.id(), self.failed.get(test.id())])


def load(path: Path) -> unittest.TestSuite:
    """The tests of one file, imported under the file's own name."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main() -> None:
    """Run all tests and report."""
    order = json.loads(sys.stdin.readline())
    result_fd = os.dup(1)
    os.dup2(2, 1)
    for name in order["preload"]:
        importlib.import_module(name)
    sys.path.insert(0, os.getcwd())
    recorder = Recorder()
    broken = {}
    for path in sorted(HIDDEN.glob("*.py")):
        try:
            suite = load(path)
        except BaseException:  # a solution may raise anything at import, SystemExit included
            broken[path.stem] = traceback.format_exc()[-3000:]
            continue
        suite.run(recorder)
    result = {"tests": recorder.rows, "broken": broken}
    os.write(result_fd, ("\n" + order["nonce"] + json.dumps(result) + "\n").encode())
    all_passed = not broken and not any(failure for _, failure in recorder.rows)
    sys.stderr.flush()
    os._exit(0 if all_passed else 1)


main()
