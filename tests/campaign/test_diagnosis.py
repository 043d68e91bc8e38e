"""From traces to proposals: what the model is shown, and what is made of its answers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnosis import NoProposal, brief, history, parse_proposal, prompt
from campaign.trace import Trace, clipped, conversation
from sandbox.model import Route, Usage
from sandbox.session import Exchange
from tests.campaign.history import History

GOOD = {"title": "A  better\ntool", "diagnosis": "it failed", "change": "do this"}


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps(GOOD),
        f"Here it is:\n```json\n{json.dumps(GOOD, indent=2)}\n```\nGood luck!",
        f"Consider {{this}} first. {json.dumps(GOOD)}",
    ],
)
def test_a_proposal_is_found_in_an_answer(answer: str) -> None:
    proposal = parse_proposal(answer, "failed: t01", "00003-evaluate")
    assert proposal.title == "A better tool"
    assert proposal.entry == "failed: t01"


@pytest.mark.parametrize("answer", ["", "no", "{}", '{"title": "x"}', "[1, 2]", json.dumps({**GOOD, "change": " "})])
def test_an_answer_without_a_proposal_is_told(answer: str) -> None:
    with pytest.raises(NoProposal):
        parse_proposal(answer, "", "")


@given(st.text())
def test_any_answer_is_a_proposal_or_told(answer: str) -> None:
    try:
        title = parse_proposal(answer, "", "").title
    except NoProposal as error:
        title = str(error)
    assert title


def test_the_prompt_for_an_edit_needs_all_its_parts() -> None:
    with pytest.raises(KeyError):
        prompt("self_edit.md").format(title="x", diagnosis="y")
    assert prompt("self_edit.md").format(title="{x}", diagnosis="y", change="z").startswith("# {x}\n")


def test_a_failure_is_learned_from_before_a_success() -> None:
    lineage = History().measured("seed", 20, 1).lineage
    assert {brief(lineage, ("seed",), random.Random(n)).entry for n in range(20)} == {"failed: t20"}
    lineage = History().measured("seed", 2, 0).lineage
    assert brief(lineage, ("seed",), random.Random(0)).entry.startswith("solved: ")


def test_the_history_tells_of_ancestors_siblings_and_stillborn() -> None:
    told = History().measured("seed", 2, 2).born("a", "seed").measured("a", 3, 1).born("b", "a").stillborn("a")
    lines = list(history(told.lineage, "a"))
    assert any("born, 3/4 against its parent's 2/4" in line for line in lines)
    assert any("born, 0/0 against its parent's 3/4" in line for line in lines)


def exchange(request: dict[str, object], response: dict[str, object]) -> Exchange:
    return Exchange(Route.OPENAI_CHAT, request, 200, response, True, Usage(), 0.0, 0.1)


def test_a_conversation_shows_each_message_once(tmp_path: Path) -> None:
    trace = Trace(tmp_path)
    system = {"role": "system", "content": "be good"}
    call = {"id": "c", "type": "function", "function": {"name": "bash", "arguments": '{"command": "ls"}'}}
    answer = {"role": "assistant", "content": "look", "tool_calls": [call]}
    trace.exchange(exchange({"messages": [system]}, {"choices": [{"message": answer}]}))
    result = {"role": "tool", "tool_call_id": "c", "content": "a.py"}
    done = {"role": "assistant", "content": "done"}
    trace.exchange(exchange({"messages": [system, answer, result]}, {"choices": [{"message": done}]}))
    text = conversation(trace)
    assert text == '[system] be good\n\n[assistant] look\n-> bash {"command": "ls"}\n\n[tool] a.py\n\n[assistant] done'
    trace.exchange(exchange({"messages": [system]}, {"error": {"message": "busy"}}))
    assert "(the agent starts over)" in conversation(trace)
    assert "busy" in conversation(trace)


@given(st.text(max_size=300), st.integers(60, 200))
def test_clipping_keeps_both_ends(text: str, limit: int) -> None:
    short = clipped(text, limit)
    if len(text) <= limit:
        assert short == text
    else:
        assert short[:10] == text[:10]
        assert short[-10:] == text[-10:]
