"""Grading of Python solutions by hidden unittest tests, in a fresh sandbox.

"Solved" needs the agreement of the exit code, a structured result marked with a nonce, the exact set of expected
test ids (read from the tests' source, not from the run), and a trap test of random name that must fail. Signals that
disagree make the outcome ``tampered``. The solution shares a process with its tests, so this detects; it does not
prove (see docs in ``inside/unittest_runner.py``).
"""

from __future__ import annotations

import ast
import json
import secrets
import sys
from pathlib import Path
from typing import Any

from benchmarks.suite import Grade, TestResult
from sandbox.run import Ending, Limits, RunResult, RunSpec, Sandbox
from sandbox.tree import File, Tree

REPORT_CHARACTERS = 20_000
GRADING_LIMITS = Limits(seconds=60.0, memory_bytes=1 << 30, processes=64, output_bytes=2 << 20)
_RUNNER = Path(__file__).parent / "inside" / "unittest_runner.py"
_TRAP = "import unittest\n\n\nclass {name}(unittest.TestCase):\n    def test_{name}(self):\n        self.fail('trap')\n"


def grade_python(solution: Tree, hidden: Tree, sandbox: Sandbox, limits: Limits = GRADING_LIMITS) -> Grade:
    """Judge a solution. Raises SandboxError if the sandbox could not run the tests."""
    nonce, trap = secrets.token_hex(16), "t" + secrets.token_hex(8)
    tests = {**hidden, f"test_{trap}.py": File(_TRAP.format(name=trap).encode())}
    order = json.dumps({"nonce": nonce, "preload": standard_imports(hidden)}) + "\n"
    result = sandbox.run(
        RunSpec(
            argv=("python3", "-I", "-B", "/grader/unittest_runner.py"),
            workspace=without_import_hooks(solution),
            inputs={"/grader": {"unittest_runner.py": File(_RUNNER.read_bytes())}, "/hidden": tests},
            stdin=order.encode(),
            export=False,
            limits=limits,
        )
    )
    return judge(result, nonce, expected_tests(hidden), f"test_{trap}.{trap}.test_{trap}")


def judge(result: RunResult, nonce: str, expected: frozenset[str], trap: str) -> Grade:
    """The verdict that a run of the tests allows."""
    if result.ending is not Ending.EXITED:
        return Grade("failed", f"The tests did not finish: {result.ending}.", _all(expected, TestResult.MISSING))
    lines = [line for line in result.stdout.decode(errors="replace").splitlines() if line.startswith(nonce)]
    if result.exit_code == 0:
        return _tampered(expected, "exit code 0, although the trap test must fail")
    if not lines:
        tail = result.stderr.decode(errors="replace")[-3000:]
        return Grade("failed", f"The tests ended without a result:\n{tail}", _all(expected, TestResult.MISSING))
    if len(lines) > 1:
        return _tampered(expected, "more than one result")
    try:
        body = json.loads(lines[0][len(nonce) :])
        rows = {str(name): failure for name, failure in body["tests"]}
        count, broken = len(body["tests"]), dict(body["broken"])
    except (ValueError, TypeError, KeyError) as error:
        return _tampered(expected, f"malformed result: {error!r}")
    return _agreement(rows, count, broken, result, expected, trap)


def _agreement(
    rows: dict[str, Any], count: int, broken: dict[str, str], result: RunResult, expected: frozenset[str], trap: str
) -> Grade:
    missing = {test for test in expected if test not in rows and test.split(".")[0] not in broken}
    strange = set(rows) - expected - {trap}
    complaints = [
        (result.exit_code != 1, f"exit code {result.exit_code} instead of 1"),
        (rows.get(trap) is None, "the trap test did not fail"),
        (count != len(rows), "a test was reported twice"),
        (bool(strange), f"unknown tests: {sorted(strange)[:3]}"),
        (bool(missing), f"tests without a result: {sorted(missing)[:3]}"),
    ]
    evidence = "; ".join(text for holds, text in complaints if holds)
    if evidence:
        return _tampered(expected, evidence)
    tests = tuple(
        (test, TestResult.MISSING if test not in rows else TestResult.FAILED if rows[test] else TestResult.PASSED)
        for test in sorted(expected)
    )
    solved = all(outcome is TestResult.PASSED for _, outcome in tests)
    return Grade("solved" if solved else "failed", _report(tests, rows, broken), tests)


def _report(tests: tuple[tuple[str, TestResult], ...], rows: dict[str, Any], broken: dict[str, str]) -> str:
    passed = sum(outcome is TestResult.PASSED for _, outcome in tests)
    parts = [f"{passed} of {len(tests)} hidden tests passed."]
    parts += [f"{module} could not be imported:\n{text}" for module, text in sorted(broken.items())]
    parts += [f"{test} failed:\n{rows[test]}" for test, outcome in tests if outcome is TestResult.FAILED]
    return "\n\n".join(parts)[:REPORT_CHARACTERS]


def _tampered(expected: frozenset[str], evidence: str) -> Grade:
    return Grade(
        "tampered", f"The grader's signals disagree: {evidence}.", _all(expected, TestResult.MISSING), evidence
    )


def _all(expected: frozenset[str], outcome: TestResult) -> tuple[tuple[str, TestResult], ...]:
    return tuple((test, outcome) for test in sorted(expected))


def expected_tests(hidden: Tree) -> frozenset[str]:
    """The ids (``module.Class.method``) of all tests in the hidden files, read from their source."""
    return frozenset(
        f"{Path(path).stem}.{node.name}.{each.name}"
        for path, file in hidden.items()
        if path.endswith(".py")
        for node in ast.parse(file.data).body
        if isinstance(node, ast.ClassDef)
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test")
    )


def standard_imports(hidden: Tree) -> list[str]:
    """The standard library's modules that the hidden tests import."""
    names: set[str] = set()
    for path, file in hidden.items():
        for node in ast.walk(ast.parse(file.data)) if path.endswith(".py") else ():
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return sorted(name for name in names if name.split(".")[0] in sys.stdlib_module_names)


def without_import_hooks(solution: Tree) -> dict[str, File]:
    """The solution without files that Python or a test runner would act on uninvited."""
    uninvited = {"sitecustomize.py", "usercustomize.py", "conftest.py", "pytest.ini", "tox.ini", "setup.cfg"}
    return {
        path: file
        for path, file in solution.items()
        if path.rsplit("/", 1)[-1] not in uninvited and not path.endswith((".pth", ".pyc", ".so"))
    }
