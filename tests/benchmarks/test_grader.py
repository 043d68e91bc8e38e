"""The grader against honest and hostile solutions, each run for real in a sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.grader import GRADING_LIMITS, expected_tests, grade_python, judge, standard_imports
from benchmarks.suite import Grade
from sandbox.bubblewrap import BubblewrapSandbox
from sandbox.run import Ending, RunResult
from sandbox.tree import File, Tree

HIDDEN: Tree = {
    "test_sum.py": File(
        b"import unittest\nimport random\nfrom calc import add\n\n\n"
        b"class Sum(unittest.TestCase):\n"
        b"    def test_small(self):\n        self.assertEqual(add(1, 2), 3)\n\n"
        b"    def test_many(self):\n        for n in range(3):\n            with self.subTest(n=n):\n"
        b"                self.assertEqual(add(n, n), 2 * n)\n"
    )
}
WRONG = b"def add(a, b):\n    return a - b\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[BubblewrapSandbox]:
    place = BubblewrapSandbox()
    yield place
    place.close()


def grade(sandbox: BubblewrapSandbox, source: bytes, **others: bytes) -> Grade:
    files = {"calc.py": File(source)} | {name.replace("__", "."): File(data) for name, data in others.items()}
    return grade_python(files, HIDDEN, sandbox, replace(GRADING_LIMITS, seconds=5.0))


def test_right_and_wrong(sandbox: BubblewrapSandbox) -> None:
    right = grade(sandbox, b"def add(a, b):\n    return a + b\n")
    assert right.outcome == "solved"
    assert [outcome for _, outcome in right.tests] == ["passed", "passed"]
    wrong = grade(sandbox, WRONG)
    assert wrong.outcome == "failed"
    assert "test_sum.Sum.test_small failed" in wrong.report


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("missing function", b""),
        ("syntax error", b"def add(:\n"),
        ("raises at import", b"raise SystemExit(0)\n"),
        ("kills itself", b"import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"),
        ("exits with 3", b"import os\nos._exit(3)\n"),
        ("never ends", b"while True: pass\n"),
        ("floods", b"import sys\nwhile True: sys.stdout.write('x' * 65536)\n"),
        ("eats memory", b"x = [bytearray(1 << 20) for _ in range(1 << 16)]\n"),
        ("prints a result", b"print('\\n' + 'f' * 32 + '{\"tests\": [], \"broken\": {}}', flush=True)\n" + WRONG),
    ],
)
def test_no_solution(sandbox: BubblewrapSandbox, name: str, source: bytes) -> None:
    del name
    assert grade(sandbox, source).outcome == "failed"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("exits with 0", b"import os\nos._exit(0)\n"),
        ("exits with 1 in the middle", WRONG + b"import os, atexit\natexit.register(os._exit, 0)\nadd = 1 .__add__\n"),
        (
            "patches the assertions",
            WRONG + b"import unittest\nunittest.TestCase.assertEqual = lambda *a, **k: None\n"
            b"unittest.TestCase.fail = lambda *a, **k: None\n",
        ),
        (
            "patches the runner",
            WRONG + b"import unittest\nunittest.TestCase.run = lambda self, result=None: "
            b"(result.startTest(self), result.addSuccess(self), result.stopTest(self))\n",
        ),
        (
            "drops the tests",
            WRONG + b"import unittest\nunittest.TestSuite.run = lambda self, result, debug=False: result\n",
        ),
    ],
)
def test_tampering_never_solves(sandbox: BubblewrapSandbox, name: str, source: bytes) -> None:
    verdict = grade(sandbox, source)
    assert verdict.outcome in ("tampered", "failed"), name
    if name != "exits with 1 in the middle":
        assert verdict.outcome == "tampered"
        assert verdict.evidence


@pytest.mark.parametrize("hook", ["sitecustomize__py", "usercustomize__py", "unittest__py", "json__py", "random__py"])
def test_shadowing_modules_gain_nothing(sandbox: BubblewrapSandbox, hook: str) -> None:
    assert grade(sandbox, WRONG, **{hook: b"import os\nos._exit(0)\n"}).outcome == "failed"


def test_expected_tests_are_read_from_the_source() -> None:
    assert expected_tests(HIDDEN) == {"test_sum.Sum.test_small", "test_sum.Sum.test_many"}
    assert standard_imports(HIDDEN) == ["random", "unittest"]


EXPECTED = frozenset({"a.B.test_c"})
TRAP = "trap.t.test_t"


def result(body: object, exit_code: int = 1, times: int = 1) -> RunResult:
    line = b"NONCE" + (body if isinstance(body, bytes) else json.dumps(body).encode()) + b"\n"
    return RunResult(Ending.EXITED, exit_code, line * times, b"", 0.1, None)


def rows(*tests: tuple[str, str | None]) -> dict[str, object]:
    return {"tests": tests, "broken": {}}


def test_the_signals_must_agree() -> None:
    honest = rows(("a.B.test_c", None), (TRAP, "trap"))
    assert judge(result(honest), "NONCE", EXPECTED, TRAP).outcome == "solved"
    for case in (
        result(honest, exit_code=0),
        result(honest, exit_code=2),
        result(honest, times=2),
        result(rows(("a.B.test_c", None), (TRAP, None))),
        result(rows(("a.B.test_c", None))),
        result(rows((TRAP, "trap"))),
        result(rows(("a.B.test_c", None), ("a.B.test_c", None), (TRAP, "trap"))),
        result(rows(("a.B.test_c", None), ("a.B.test_d", None), (TRAP, "trap"))),
        result(b"not json"),
    ):
        verdict = judge(case, "NONCE", EXPECTED, TRAP)
        assert verdict.outcome == "tampered", case
        assert verdict.evidence


@given(st.binary(max_size=200), st.integers(0, 255))
def test_whatever_is_printed_is_judged_and_never_solves(printed: bytes, code: int) -> None:
    assert judge(result(printed, code), "NONCE", EXPECTED, TRAP).outcome != "solved"
