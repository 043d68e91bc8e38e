"""Real agents, started for real, with the scripted model behind a real gateway."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.edits import Edit, apply_edits
from benchmarks.starter.tasks import FOLDER, StarterTask, load_task
from campaign.diagnosis import prompt
from campaign.scripted import proposer
from campaign.scripted.aim import Draw
from campaign.scripted.conversation import Conversation, Message
from campaign.scripted.known import Change, Repertoire, Work
from campaign.scripted.upstream import ScriptedUpstream
from sandbox.gateway import SOCKET, serve
from sandbox.prices import FREE
from sandbox.session import Exchange, Session
from sandbox.tree import Tree, read_folder

SEED = {
    path: file
    for path, file in read_folder(Path(__file__).resolve().parents[2] / "agent").items()
    if "__pycache__" not in path
}
REPERTOIRE = Repertoire()
CHANGES: Mapping[str, Change] = {change.title: change for change in REPERTOIRE.changes}
UPSTREAM = ScriptedUpstream()


@dataclass(frozen=True)
class Ended:
    """A run of an agent."""

    workspace: Tree
    exchanges: tuple[Exchange, ...]
    code: int
    stderr: str

    @property
    def said(self) -> str:
        """The model's last words."""
        return _text(self.exchanges[-1].response)

    @property
    def calls(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The tool calls that the model made, by name."""
        return [call for exchange in self.exchanges for call in _calls(exchange.response)]


def _text(body: Mapping[str, Any]) -> str:
    if "choices" in body:
        return str(body["choices"][0]["message"]["content"])
    return "".join(block.get("text", "") for block in body.get("content", ()))


def _calls(body: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    if "choices" not in body:
        return [(block["name"], block["input"]) for block in body.get("content", ()) if block["type"] == "tool_use"]
    calls = body["choices"][0]["message"].get("tool_calls", ())
    return [(call["function"]["name"], json.loads(call["function"]["arguments"])) for call in calls]


def write_tree(tree: Tree, folder: Path) -> None:
    """Lay a tree's files down in a folder."""
    for path, file in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file.data)


def run_agent(agent: Tree, statement: str, workspace: Tree, seed: int = 0, model: str = "scripted") -> Ended:
    """Start an agent on a problem and wait for its end."""
    exchanges: list[Exchange] = []
    session = Session(UPSTREAM, models={model: FREE}, seed=seed, record=exchanges.append)
    with tempfile.TemporaryDirectory() as place, serve(session) as gateway:
        root = Path(place)
        write_tree(agent, root / "agent")
        write_tree(workspace, root / "workspace")
        (root / "problem.md").write_text(statement)
        ended = subprocess.run(
            [sys.executable, str(root / "agent"), str(root / "problem.md")],
            cwd=root / "workspace",
            env={
                "PATH": os.environ["PATH"],
                "PYTHONDONTWRITEBYTECODE": "1",
                "PHYLA_GATEWAY": str(gateway / SOCKET),
                "PHYLA_MODEL": model,
                "PHYLA_DEADLINE": "120",
            },
            capture_output=True,
            text=True,
        )
        return Ended(read_folder(root / "workspace"), tuple(exchanges), ended.returncode, ended.stderr)


def task(name: str) -> StarterTask:
    """A starter task by its id."""
    return load_task(FOLDER / name)


def known(title: str) -> Work:
    """What the model knows under a title."""
    work = REPERTOIRE.recognise([title])
    assert work is not None
    return work


def self_edit(change: Change) -> str:
    """The problem that an agent is given to make this change to its source, by way of a real proposal."""
    proposal = json.loads(propose([change], {}))
    return prompt("self_edit.md").format(**proposal)


def propose(changes: Iterable[Change], shown: Mapping[str, str], seed: int = 0) -> str:
    """What the model proposes when these are all the changes that it knows."""
    sections = {name: shown.get(name, "-") for name in proposer.SECTIONS}
    question = "\n\n".join(f"## {name}\n\n{text}" for name, text in sections.items())
    conversation = Conversation((Message("system", prompt("diagnose.md")), Message("user", question)), ())
    return proposer.answer(conversation, tuple(changes), seed).text


def first_idea(work: Work, seed: int, attempt: str = "") -> tuple[Edit, ...]:
    """What the model tries first at a piece of work."""
    return Draw(seed, work, f"attempt {attempt}").first()


def seed_for(work: Work, *ideas: tuple[Edit, ...]) -> int:
    """A seed with which this is the first idea, and these are the first ideas of further attempts."""
    numbers = ["", *(str(number) for number in range(2, len(ideas) + 1))]
    wanted = list(zip(numbers, ideas, strict=True))
    return next(seed for seed in range(1000) if all(first_idea(work, seed, n) == idea for n, idea in wanted))


def changed(agent: Tree, titles: Iterable[str]) -> Tree:
    """An agent with changes of the repertoire made to it."""
    for title in titles:
        agent = apply_edits(agent, CHANGES[title].edits)
    return agent
