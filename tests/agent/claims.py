"""What each helpful change of the repertoire claims, tried on an agent that has it, in a real run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.agent.stub_gateway import Answer, Ended, Gateway, Player, Raw, Say, call, gateway, play, start

TESTS = """import unittest
from pathlib import Path

class T(unittest.TestCase):
    def test_a(self):
        self.assertIn("a", Path("answer").read_text())
    def test_b(self):
        self.assertIn("b", Path("answer").read_text())
"""


class Child:
    """An agent with a change, and an empty workspace for it."""

    def __init__(self, agent: Path, workspace: Path) -> None:
        self.agent = agent
        self.workspace = workspace

    def run(self, player: Player, seconds: float = 60.0) -> tuple[Gateway, Ended]:
        with gateway(player) as up:
            ended = start(self.agent, self.workspace, up, seconds=seconds)
        assert (ended.code, ended.stderr) == (0, "")
        return up, ended

    def results(self, *answers: Answer) -> list[str]:
        """What the tools answer to these calls."""
        return self.run(play(*answers))[0].tool_results()

    def put(self, path: str, text: str) -> None:
        target = self.workspace / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def get(self, path: str) -> str:
        return (self.workspace / path).read_text()


def numbers(first: int, last: int) -> str:
    return "".join(f"{number}\n" for number in range(first, last + 1))


def answer(text: str) -> Say:
    return call("bash", command=f"printf {text} > answer")


def told(up: Gateway, beginning: str) -> list[str]:
    return [text for role, text in up.texts() if role == "user" and text.startswith(beginning)]


def schema(up: Gateway, tool: str) -> dict[str, Any]:
    functions = {each["function"]["name"]: each["function"] for each in up.requests[0]["tools"]}
    properties = functions[tool]["parameters"]["properties"]
    assert isinstance(properties, dict)
    return properties


def str_replace(child: Child) -> None:
    child.put("a.txt", "one two two\n")
    edits = [
        call("edit", command="str_replace", path="a.txt", old=old, new=new) for old, new in (("one", "1"), ("two", "2"))
    ]
    up, _ = child.run(play(*edits))
    assert {"old", "new"} <= schema(up, "edit").keys()
    assert "str_replace" in schema(up, "edit")["command"]["enum"]
    assert up.tool_results()[0].startswith("Wrote")
    assert up.tool_results()[1].startswith("Error: old occurs 2 times")
    assert child.get("a.txt") == "1 two two\n"


def view_range(child: Child) -> None:
    child.put("long", numbers(1, 500))
    windows = [[200, 210], [151, 300], [1, 400], [499, 600], [501, 502]]
    views = [call("edit", command="view", path="long", view_range=window) for window in windows]
    up, _ = child.run(play(*views))
    assert "view_range" in schema(up, "edit")
    assert up.tool_results() == [
        numbers(200, 210),
        numbers(151, 300),
        numbers(1, 150) + "[clipped: 250 more lines]",
        numbers(499, 500),
        "[long has only 500 lines]",
    ]


def insert(child: Child) -> None:
    child.put("a.txt", "one\nthree\n")
    child.results(call("edit", command="insert", path="a.txt", line=1, content="two"))
    assert child.get("a.txt") == "one\ntwo\nthree\n"


def undo(child: Child) -> None:
    child.put("a.txt", "one")
    overwrite = call("edit", command="overwrite", path="a.txt", content="two")
    child.results(overwrite, call("edit", command="undo", path="a.txt"))
    assert child.get("a.txt") == "one"


def search(child: Child) -> None:
    child.put("pkg/shop.py", "import os\n\ndef total(x):\n")
    (result,) = child.results(call("search", pattern=r"def \w+"))
    assert result == "pkg/shop.py:3: def total(x):"


def outline(child: Child) -> None:
    child.put("pkg/shop.py", "class Shop:\n    pass\n\ndef main():\n    pass\n")
    up, _ = child.run(play())
    assert up.texts()[1][1].endswith("\n## Files\n\n- pkg/shop.py (5 lines): class Shop, def main")


def test_feedback(child: Child) -> None:
    child.put("tests/test_answer.py", TESTS)
    up, _ = child.run(play(answer("x"), Say("done"), answer("a"), Say("done"), answer("ab")))
    complaints = told(up, "The project's tests fail:")
    assert ["FAILED (failures=2)" in complaints[0], "FAILED (failures=1)" in complaints[1]] == [True, True]
    assert len(complaints) == 2
    stubborn, _ = child.run(play(answer("x")))
    assert len(told(stubborn, "The project's tests fail:")) == 3


def review(child: Child) -> None:
    up, _ = child.run(play(answer("x")))
    (question,) = told(up, "Review your change")
    assert "+x" in question


def syntax_check(child: Child) -> None:
    bad, good = child.results(
        call("edit", command="create", path="a.py", content="def f(:\n"),
        call("edit", command="create", path="b.py", content="x = 1\n"),
    )
    assert "\nSyntax error: " in bad
    assert good == "Wrote b.py."


def tests_after_edit(child: Child) -> None:
    child.put("tests/test_answer.py", TESTS)
    child.put("answer", "a")
    first, second = child.results(
        call("edit", command="create", path="a.py", content="x = 1\n"),
        call("edit", command="create", path="a.txt", content="x"),
    )
    assert "FAILED (failures=1)" in first
    assert second == "Wrote a.txt."


def unchanged_nudge(child: Child) -> None:
    up, _ = child.run(play(Say("I give up"), answer("x")))
    assert len(told(up, "Nothing has been changed yet")) == 1
    assert child.get("answer") == "x"


def attempts(child: Child) -> None:
    child.put("tests/test_answer.py", TESTS)
    child.put("answer", "start")

    def player(second: str) -> Player:
        def play_attempt(request: dict[str, Any]) -> Answer:
            messages = request["messages"]
            if len(messages) > 2:
                return Say("done")
            if "attempt 3" in messages[1]["content"]:
                return answer("y")
            return answer(second) if "attempt 2" in messages[1]["content"] else answer("x")

        return play_attempt

    up, _ = child.run(player("ab"))
    assert len(up.requests) == 4, "it stops after the attempt whose tests pass"
    assert child.get("answer") == "ab"
    child.put("answer", "start")
    up, ended = child.run(player("b"))
    assert len(up.requests) == 6
    assert child.get("answer") == "b", "it keeps the attempt that passes most tests"
    assert "kept attempt 2" in ended.stdout


def shorten_history(child: Child) -> None:
    up, _ = child.run(play(*[call("bash", command="head -c 3500 /dev/zero | tr '\\0' x")] * 20))
    assert max(sum(len(text or "") for _, text in up.texts(number)) for number in range(len(up.requests))) < 28_000
    assert "left out here" in up.tool_results()[0]
    assert len(up.tool_results()[-1]) == 3500


def recover_overflow(child: Child) -> None:
    calls = [call("bash", command="head -c 3500 /dev/zero | tr '\\0' x")] * 8
    within = play(*calls)

    def player(request: dict[str, Any]) -> Answer:
        if len(json.dumps(request["messages"])) > 16_000:
            return Raw(400, json.dumps({"error": {"message": "context_length_exceeded: too long"}}))
        return within(request)

    up, _ = child.run(player)
    assert len(up.tool_results()) == len(calls)


def head_and_tail(child: Child) -> None:
    (output,) = child.results(call("bash", command="echo begin; seq 9999; echo end; exit 1"))
    assert output.startswith("[exit code 1]\nbegin\n")
    assert output.endswith("9999\nend\n")
    assert "\n[clipped: " in output


def longer_views(child: Child) -> None:
    child.put("long", numbers(1, 401))
    (text,) = child.results(call("edit", command="view", path="long"))
    assert text == numbers(1, 400) + "[clipped: 1 more lines]"


def retry_model(child: Child) -> None:
    up, _ = child.run(play(Raw(503, "busy"), answer("x")))
    assert len(up.requests) == 3
    assert child.get("answer") == "x"


def tool_errors(child: Child) -> None:
    (error,) = child.results(call("edit", command="create", path="a.txt"))
    assert error.startswith("Error: these arguments are missing: content. The tool edit takes command, path,")


def more_steps(child: Child) -> None:
    up, ended = child.run(lambda _: call("bash", command="true"))
    assert len(up.requests) == 60
    assert "out of steps" in ended.stdout


def prompt_run_tests(child: Child) -> None:
    up, _ = child.run(play())
    assert "\n- Run the project's tests before you finish" in up.texts()[0][1]


def prompt_clipped(child: Child) -> None:
    up, _ = child.run(play())
    assert "\n- If a file is clipped, " in up.texts()[0][1]


CLAIMS: dict[str, Callable[[Child], None]] = {
    claim.__name__.replace("_", "-"): claim
    for claim in (
        str_replace,
        view_range,
        insert,
        undo,
        search,
        outline,
        test_feedback,
        review,
        syntax_check,
        tests_after_edit,
        unchanged_nudge,
        attempts,
        shorten_history,
        recover_overflow,
        head_and_tail,
        longer_views,
        retry_model,
        tool_errors,
        more_steps,
        prompt_run_tests,
        prompt_clipped,
    )
}
