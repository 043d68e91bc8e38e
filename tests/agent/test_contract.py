"""The seed agent keeps its contract: started for real, against a real gateway, in both protocols."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.agent.stub_gateway import SEED, Raw, Say, call, gateway, play, start

MODELS = {"stub": "/v1/chat/completions", "claude-stub": "/v1/messages"}
HELLO = {"command": "create", "path": "hello.txt", "content": "hello\n"}


def pythons() -> list[str]:
    """The interpreters on PATH, of every version that the agent must run on, that really start."""
    found = [shutil.which(f"python3.{minor}") for minor in range(9, 15)]
    return [path for path in found if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0]


@pytest.mark.parametrize("model", MODELS)
def test_it_acts_through_its_tools_and_stops(tmp_path: Path, model: str) -> None:
    with gateway(play(Say("Looking.", (("bash", {"command": "pwd"}), ("edit", HELLO))))) as up:
        ended = start(SEED, tmp_path, up, model=model)
    assert (ended.code, ended.stderr) == (0, "")
    assert (tmp_path / "hello.txt").read_text() == "hello\n"
    assert set(up.paths) == {MODELS[model]}
    assert [request["model"] for request in up.requests] == [model, model]
    conversation = json.dumps(up.requests[-1])
    assert "Say hello." in conversation
    assert str(tmp_path) in conversation
    for word in ("[1] says: Looking.", "[1] bash", "[1] edit", "Wrote hello.txt", "finished after 2 steps"):
        assert word in ended.stdout


@pytest.mark.parametrize("python", pythons())
def test_it_runs_on_every_python_from_3_9(tmp_path: Path, python: str) -> None:
    with gateway(play(call("edit", **HELLO), call("bash", command="cat hello.txt"))) as up:
        ended = start(SEED, tmp_path, up, python=python)
    assert (ended.code, ended.stderr) == (0, "")
    assert up.tool_results()[-1] == "hello\n"


def test_its_own_tests_pass_on_every_python(tmp_path: Path) -> None:
    copy = shutil.copytree(SEED, tmp_path / "agent", ignore=shutil.ignore_patterns("__pycache__"))
    command = ["-B", "-W", "error", "-m", "unittest", "discover", "-s", "tests"]
    for python in {sys.executable, *pythons()}:
        ended = subprocess.run([python, *command], cwd=copy, capture_output=True, text=True)
        assert ended.returncode == 0, f"{python}: {ended.stderr}"


@pytest.mark.parametrize("model", MODELS)
def test_a_refusal_ends_it_with_one_line(tmp_path: Path, model: str) -> None:
    refusal = Raw(
        400, json.dumps({"error": {"type": "invalid_request", "message": "context_length_exceeded:\n40,000"}})
    )
    with gateway(play(refusal)) as up:
        ended = start(SEED, tmp_path, up, model=model)
    assert ended.code == 1
    assert ended.stderr == "gave up: the model answered 400: context_length_exceeded: 40,000\n"


@pytest.mark.parametrize("body", ["", "<html>", "[]", "{}", '{"choices": []}', '{"content": 7, "choices": 7}', "null"])
@pytest.mark.parametrize("model", MODELS)
def test_an_answer_without_sense_ends_it_with_one_line(tmp_path: Path, model: str, body: str) -> None:
    with gateway(play(Raw(200, body))) as up:
        ended = start(SEED, tmp_path, up, model=model)
    assert ended.code == 1
    assert ended.stderr.startswith("gave up: the model's answer makes no sense")
    assert ended.stderr.count("\n") == 1


def test_a_gateway_that_is_not_there_ends_it_with_one_line(tmp_path: Path) -> None:
    with gateway(play()) as up:
        pass
    ended = start(SEED, tmp_path, up)
    assert ended.code == 1
    assert ended.stderr.startswith("gave up: no answer from the gateway")
    assert ended.stderr.count("\n") == 1


def test_odd_calls_are_answered_with_errors(tmp_path: Path) -> None:
    odd = Say(calls=(("fly", {}), ("bash", {}), ("bash", [1]), ("edit", {"command": "view", "path": "/nowhere"})))
    with gateway(play(odd)) as up:
        assert start(SEED, tmp_path, up).code == 0
    assert len(up.tool_results()) == 4
    assert all(text.startswith("Error:") for text in up.tool_results())


def test_it_stops_in_time(tmp_path: Path) -> None:
    with gateway(lambda _: call("bash", command="sleep 0.3")) as up:
        ended = start(SEED, tmp_path, up, seconds=1.0)
    assert ended.code == 0
    assert ended.stdout.endswith("out of time\n")


def test_a_daemon_and_its_child_die_with_their_command(tmp_path: Path) -> None:
    command = "(sleep 600 & echo $! > inner; wait) & sleep 0.2; cat inner; echo $!"
    with gateway(play(call("bash", command=command))) as up:
        assert start(SEED, tmp_path, up).code == 0
    pids = up.tool_results()[-1].split()
    assert len(pids) == 2
    for pid in pids:
        wait_for_death(Path("/proc", pid, "stat"))


def wait_for_death(stat: Path) -> None:
    """Return once a process is gone, or a zombie that nobody has looked at yet."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.02)
    pytest.fail(f"{stat} still runs")


def test_long_output_and_long_files_are_clipped_with_a_notice(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("".join(f"{n}\n" for n in range(1, 201)))
    view = call("edit", command="view", path="long.txt")
    with gateway(play(call("bash", command="head -c 5000 /dev/zero | tr '\\0' x; exit 1"), view)) as up:
        ended = start(SEED, tmp_path, up)
    output, text = up.tool_results()
    assert output == "[exit code 1]\n" + "x" * 4000 + "\n[clipped: 1000 more characters]"
    assert text == "".join(f"{n}\n" for n in range(1, 151)) + "[clipped: 50 more lines]"
    assert "[clipped: 1000 more characters]" in ended.stdout
    assert "[clipped: 50 more lines]" in ended.stdout


def test_it_leaves_no_trace_beside_its_answer(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1\n")
    with gateway(play(call("bash", command="python3 -c 'import module'"))) as up:
        start(SEED, tmp_path, up)
    assert [path.name for path in tmp_path.iterdir()] == ["module.py"]


def test_it_starts_fast(tmp_path: Path) -> None:
    took = []
    for _ in range(5):
        with gateway(play()) as up:
            begin = time.perf_counter()
            assert start(SEED, tmp_path, up).code == 0
            took.append(time.perf_counter() - begin)
    print(f"\nthe agent from start to end of one model call: {statistics.median(took) * 1000:.0f} ms (median of 5)")


def test_every_file_is_short() -> None:
    lines = {path: len(path.read_text().splitlines()) for path in SEED.rglob("*") if path.suffix in (".py", ".md")}
    assert max(lines.values()) < 110
    print(f"\n{sum(lines.values())} lines in {len(lines)} files")
