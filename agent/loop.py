"""The loop: ask the model, carry out the tool calls that it makes, show it the results, until it makes none.

A message is a dict with a "role" and a "text". The roles are "system", "user", "assistant", which has "calls" besides
(each an "id", a "name" and "arguments"), and "tool", which has the "id" of the call that it answers.
"""

import json
import os
import time
from pathlib import Path

import tools

HERE = Path(__file__).resolve().parent
MAX_STEPS = 30


def opening(problem: str) -> list:
    """The first messages: who the agent is, and what it is asked to do."""
    system = (HERE / "prompts" / "system.md").read_text(encoding="utf-8")
    request = f"Solve this problem by changing the files in {os.getcwd()}.\n\n{problem}"
    return [{"role": "system", "text": system}, {"role": "user", "text": request}]


def gist(text: str, width: int = 160) -> str:
    """One line that shows how a text begins and how it ends."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width // 2]} … {line[-width // 2 :]}"


def log(step: int, line: str) -> None:
    """Print a line for whoever reads what the agent did."""
    print(f"[{step}] {line}", flush=True)


def carry_out(call: dict, toolbox: dict) -> dict:
    """Do what a tool call asks for; the message that answers it."""
    result = tools.run(toolbox, call["name"], call["arguments"])
    return {"role": "tool", "id": call["id"], "text": result}


def solve(problem: str, model, deadline: float) -> str:
    """Let the model work on a problem until a deadline of the monotonic clock; how it ended, in words.

    Raises ModelError when the model cannot be asked.
    """
    toolbox = tools.load()
    specs = [tool.SPEC for tool in toolbox.values()]
    messages = opening(problem)
    for step in range(1, MAX_STEPS + 1):
        if time.monotonic() >= deadline:
            return "out of time"
        answer = model.ask(messages, specs)
        messages.append(answer)
        if answer["text"]:
            log(step, f"says: {gist(answer['text'])}")
        if not answer["calls"]:
            return f"finished after {step} steps"
        for call in answer["calls"]:
            message = carry_out(call, toolbox)
            messages.append(message)
            log(step, f"{call['name']} {gist(json.dumps(call['arguments']))} -> {gist(message['text'])}")
    return f"out of steps after {MAX_STEPS}"
