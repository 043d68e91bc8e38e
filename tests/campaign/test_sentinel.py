"""The code that is measured is the agent's own: a mark in any source file shows in what runs in the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.objects import ObjectStore
from archive.store import AgentStore
from benchmarks.registry import open_suite
from campaign.config import Config
from campaign.evaluation import evaluate
from campaign.folder import CampaignFolder
from campaign.harness import Harness
from campaign.models import model_price, open_sandbox, open_upstream
from campaign.opening import SEED_AGENT
from sandbox.budget import Budget
from sandbox.tree import File, read_folder

SOURCES = sorted(
    path
    for path in read_folder(SEED_AGENT)
    if not path.startswith("tests/") and path.endswith((".py", ".md")) and path != "README.md"
)


@pytest.fixture
def harness(tmp_path: Path) -> Harness:
    folder = CampaignFolder(tmp_path)
    config = Config(sandbox="bubblewrap")
    return Harness(
        config=config,
        folder=folder,
        store=AgentStore(folder.agents),
        workspaces=ObjectStore(folder.workspaces),
        suite=open_suite("starter"),
        sandbox=open_sandbox(config, tmp_path),
        upstream=open_upstream(config),
        price=model_price(config),
        budget=Budget(),
        spent=lambda _: None,
    )


@pytest.mark.parametrize("path", SOURCES)
def test_a_mark_in_every_source_file_shows(path: str, harness: Harness) -> None:
    source = dict(read_folder(SEED_AGENT))
    mark = f"sentinel in {path}"
    text = source[path].data.decode()
    source[path] = File((f"{text}\nprint({mark!r})\n" if path.endswith(".py") else f"{text}\n{mark}\n").encode())
    if path == "__main__.py":  # it ends by exiting, so the mark goes to its beginning
        source[path] = File(f"print({mark!r})\n{text}".encode())
    agent = harness.store.put(source, ())
    evaluate(harness, "00000-evaluate", agent, harness.suite.tasks()[0])
    trace = harness.folder.trace("00000-evaluate")
    seen = (trace / "stdout.txt").read_text() + (trace / "calls.jsonl").read_text()
    assert mark in seen
