"""The scripted model at the agent's own source, at the birth check, and at what it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from benchmarks.edits import apply_edits
from campaign.birth import SMOKE_TASK, SMOKE_WORKSPACE
from campaign.scripted.hunks import slips
from campaign.scripted.limits import CONTEXT_CHARACTERS
from sandbox.model import ModelRequest, Route
from sandbox.tree import File
from tests.campaign.scripted_runs import (
    CHANGES,
    SEED,
    UPSTREAM,
    changed,
    first_idea,
    run_agent,
    seed_for,
    self_edit,
    task,
)

REPLACE = "Add string replacement to the edit tool"
RANGE = "Let the edit tool view a range of lines"
FEEDBACK = "Show the model the project's failing tests before it stops"
SYNTAX = "Report syntax errors after an edit"
FEWER_STEPS = "Stop after four steps"
MORE_STEPS = "Allow twice as many steps"


@pytest.mark.parametrize("title", [REPLACE, FEEDBACK, "Add a search tool"])
@pytest.mark.parametrize("editor", [(), (REPLACE, RANGE)])
def test_a_right_self_edit_is_exactly_the_change(title: str, editor: tuple[str, ...]) -> None:
    change = CHANGES[title]
    parent = changed(SEED, ["Tell the model that it is an expert"])
    ended = run_agent(changed(SEED, editor), self_edit(change), parent, seed_for(change.work, change.edits))
    assert ended.workspace == apply_edits(parent, change.edits)


def test_a_child_edits_by_means_of_the_tool_that_its_parent_wrote() -> None:
    parent = run_agent(SEED, self_edit(CHANGES[REPLACE]), SEED, seed_for(CHANGES[REPLACE].work, CHANGES[REPLACE].edits))
    change = CHANGES[FEEDBACK]
    ended = run_agent(parent.workspace, self_edit(change), parent.workspace, seed_for(change.work, change.edits))
    assert {"str_replace"} <= {arguments.get("command") for _, arguments in ended.calls}
    assert ended.workspace == apply_edits(parent.workspace, change.edits)


def test_a_slip_gets_into_the_child_unless_the_agent_shows_it() -> None:
    change = CHANGES[FEEDBACK]
    slip = next(edits for edits in slips(change.edits) if _is_broken(apply_edits(SEED, edits)["loop.py"]))
    seeds = [seed for seed in range(400) if first_idea(change.work, seed) == slip][:5]
    assert run_agent(SEED, self_edit(change), SEED, seeds[0]).workspace == apply_edits(SEED, slip)
    watchful = changed(SEED, [SYNTAX])
    outcomes = [run_agent(watchful, self_edit(change), SEED, seed).workspace for seed in seeds]
    # Not every correction is right.
    assert apply_edits(SEED, change.edits) in outcomes


def _is_broken(file: File) -> bool:
    try:
        compile(file.data, "x", "exec")
    except SyntaxError:
        return True
    return False


@pytest.mark.parametrize("editor", [(), (REPLACE,)])
def test_a_change_that_has_no_place_is_tried_once_and_left(editor: tuple[str, ...]) -> None:
    change = CHANGES[MORE_STEPS]
    parent = changed(SEED, [FEWER_STEPS])
    parent = {**parent, "loop.py": File(parent["loop.py"].data.replace(b"MAX_STEPS = 4", b"STEPS = 4"))}
    ended = run_agent(changed(SEED, editor), self_edit(change), parent)
    assert ended.workspace == parent
    assert [arguments["command"] for _, arguments in ended.calls].count("str_replace") == len(editor)
    assert ended.said == "loop.py is not what I expected, so I leave it."


@pytest.mark.parametrize("model", ["scripted", "claude-scripted"])
def test_the_smoke_task_is_always_done(model: str) -> None:
    for seed in range(3):
        ended = run_agent(SEED, SMOKE_TASK, SMOKE_WORKSPACE, seed, model)
        assert ended.workspace == {**SMOKE_WORKSPACE, "hello.txt": File(b"hello\n")}


def test_the_smoke_task_is_done_with_a_shell_alone() -> None:
    agent = {path: file for path, file in SEED.items() if path != "tools/edit.py"}
    assert run_agent(agent, SMOKE_TASK, SMOKE_WORKSPACE).workspace["hello.txt"].data == b"hello\n"


def test_it_stops_at_what_it_does_not_know() -> None:
    ended = run_agent(SEED, "# A rare problem\n\nMend it.", SMOKE_WORKSPACE)
    assert ended.workspace == SMOKE_WORKSPACE
    assert ended.said.startswith("I do not know how to do this.")
    assert len(ended.exchanges) == 1


def test_the_same_self_edit_is_wrong_as_often_as_it_says() -> None:
    change = CHANGES[FEEDBACK]
    wrong = sum(first_idea(change.work, seed) != change.edits for seed in range(400))
    assert 40 < wrong < 120


def _too_long(route: Route) -> Mapping[str, Any]:
    message = {"role": "user", "content": task("ini-quotes-and-comments").task.statement + "x" * CONTEXT_CHARACTERS}
    response = UPSTREAM.complete(ModelRequest(route, "scripted", {"messages": [message]}, seed=0))
    assert response.status == 400
    assert "context_length_exceeded" in response.body["error"]["message"]
    return response.body


def test_too_long_a_request_is_refused_as_the_services_do() -> None:
    assert _too_long(Route.OPENAI_CHAT)["error"]["code"] == "context_length_exceeded"
    body = _too_long(Route.ANTHROPIC_MESSAGES)
    assert (body["type"], body["error"]["type"]) == ("error", "invalid_request_error")


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"role": "user"}, {"role": "tool", "tool_call_id": "call_1", "content": "x"}],
        [
            {"role": "user", "content": "x"},
            {"role": "assistant", "tool_calls": [{"id": "1", "function": {"name": "a", "arguments": "{}"}}]},
        ],
        [{"role": "wizard", "content": "x"}],
    ],
)
def test_what_a_service_would_not_take_is_refused(messages: list[Any]) -> None:
    response = UPSTREAM.complete(ModelRequest(Route.OPENAI_CHAT, "scripted", {"messages": messages}, seed=0))
    assert response.status == 400
    assert "invalid_request" in response.body["error"]["message"]
