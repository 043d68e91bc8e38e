"""The commands as a user meets them: what they print, what they refuse, and that they leave things as they were."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.registry import open_suite
from tests.campaign.command import OFFLINE, phyla


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "campaign"
    phyla("run", folder, *OFFLINE, "--evaluations", 45, "--seed", 1)
    return folder


def test_tree_formats_agree(campaign: Path) -> None:
    rows = json.loads(phyla("tree", campaign, "--json"))
    shorts = {row["id"][:8] for row in rows}
    for name in ("text", "dot", "mermaid", "newick", "svg"):
        printed = phyla("tree", campaign, "--format", name)
        assert all(short in printed for short in shorts), name
    ET.fromstring(phyla("tree", campaign, "--format", "svg"))
    newick = phyla("tree", campaign, "--format", "newick").strip()
    assert newick.endswith(";")
    assert newick.count("(") == newick.count(")")


def test_show_tells_of_the_path_the_proposal_and_the_tasks(campaign: Path) -> None:
    rows = json.loads(phyla("tree", campaign, "--json"))
    child = next(row for row in rows if row["parents"] and row["score"]["trials"] > 1)
    told = json.loads(phyla("show", campaign, child["id"][:10], "--json"))
    assert told["path"][0]["id"] == rows[0]["id"]
    assert told["path"][-1]["id"] == child["id"]
    assert told["proposal"]["title"] == child["title"]
    assert told["changed_files"]
    change = told["against_parent"]
    both = {task for tasks in change.values() for task in tasks}
    assert both == set(told["results"]) & set(json.loads(phyla("show", campaign, "seed", "--json"))["results"])
    text = phyla("show", campaign, child["id"])
    assert child["title"] in text
    assert "gained" in text


def test_diff_is_a_patch_from_one_agent_to_the_other(campaign: Path, tmp_path: Path) -> None:
    rows = json.loads(phyla("tree", campaign, "--json"))
    child = next(row for row in rows if row["parents"])
    patch = tmp_path / "change.patch"
    patch.write_text(phyla("diff", campaign, "seed", child["id"]))
    for agent in (rows[0]["id"], child["id"]):
        subprocess.run(["git", "clone", "-q", campaign / "agents.git", tmp_path / agent], check=True)
        subprocess.run(
            ["git", "-C", tmp_path / agent, "fetch", "-q", "origin", "refs/agents/*:refs/agents/*"], check=True
        )
        subprocess.run(["git", "-C", tmp_path / agent, "checkout", "-q", agent], check=True)
    seed = tmp_path / rows[0]["id"]
    subprocess.run(["git", "-C", seed, "apply", patch], check=True)
    done = subprocess.run(["diff", "-r", "-x", ".git", seed, tmp_path / child["id"]], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_replay_on_a_task(campaign: Path) -> None:
    before = phyla("tree", campaign)
    task = open_suite("starter").tasks()[0].id
    rows = json.loads(phyla("replay", campaign, "seed", "--task", task, "--json"))
    assert [row["task"] for row in rows] == [task]
    assert rows[0]["outcome"] in ("solved", "failed")
    assert phyla("tree", campaign) == before


def test_replay_in_the_other_protocol(campaign: Path) -> None:
    task = open_suite("starter").tasks()[0].id
    rows = json.loads(phyla("replay", campaign, "seed", "--task", task, "--model", "claude-scripted", "--json"))
    assert rows[0]["spend"]["calls"] > 0
    assert rows[0]["outcome"] in ("solved", "failed")


def test_replay_on_ones_own_repository(campaign: Path, tmp_path: Path) -> None:
    """The scripted model knows only its tasks, so one of them plays the user's repository, as a git checkout."""
    suite = open_suite("starter")
    for task in suite.tasks():
        repo = tmp_path / task.id
        for path, file in suite.workspace(task).items():
            (repo / path).parent.mkdir(parents=True, exist_ok=True)
            (repo / path).write_bytes(file.data)
        subprocess.run(["git", "init", "-q", repo], check=True)
        subprocess.run(["git", "-C", repo, "add", "-A"], check=True)
        problem, patch = tmp_path / "problem.md", tmp_path / "fix.patch"
        problem.write_text(task.statement)
        before = {path: path.read_bytes() for path in repo.rglob("*") if path.is_file() and path.name != "index"}
        phyla("replay", campaign, "best", "--repo", repo, "--problem", problem, "--output", patch)
        assert before == {path: path.read_bytes() for path in before}
        if patch.read_text():
            subprocess.run(["git", "-C", repo, "apply", "--check", patch], check=True)
            return
    pytest.fail("the agent changed nothing in any of the repositories")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["tree", "nowhere"], 2, "phyla run"),
        (["show", "CAMPAIGN", "ffffffff"], 2, "ffffffff"),
        (["show", "CAMPAIGN", ""], 2, ""),
        (["tree", "CAMPAIGN", "--format", "pdf"], 2, "mermaid"),
        (["replay", "CAMPAIGN", "seed", "--task", "nothing"], 2, "suites show"),
        (["replay", "CAMPAIGN", "seed", "--repo", "."], 2, "--problem"),
        (["replay", "CAMPAIGN", "seed", "--suite", "nothing"], 2, "starter"),
        (["run", "CAMPAIGN", "--policy", "best"], 2, "policy"),
        (["run", "CAMPAIGN", "--model", "gpt-5-mini"], 2, "model"),
        (["suites", "show", "nothing"], 2, "starter"),
        (["fly"], 2, "fly"),
    ],
)
def test_a_mistake_is_one_line_with_the_mend(args: list[str], code: int, said: str, campaign: Path) -> None:
    printed = phyla(*[str(campaign) if arg == "CAMPAIGN" else arg for arg in args], code=code)
    assert said in printed
    assert "Traceback" not in printed


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    assert "not empty" in phyla("run", tmp_path, *OFFLINE, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_model_without_a_key_is_said_before_anything_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    printed = phyla("run", tmp_path / "c", "--model", "gpt-5-mini", "--sandbox", "bubblewrap", code=1)
    assert "OPENAI_API_KEY" in printed


def test_two_runs_of_one_campaign_do_not_meet(campaign: Path) -> None:
    from archive.ledger import Ledger

    with Ledger.open(campaign / "ledger.sqlite"):
        printed = phyla("run", campaign, code=1)
    assert "Traceback" not in printed


def test_doctor_finds_bubblewrap(tmp_path: Path) -> None:
    printed = phyla("doctor", "--sandbox", "bubblewrap", "--folder", tmp_path)
    assert "BAD" not in printed


def test_suites() -> None:
    listed = json.loads(phyla("suites", "list", "--json"))
    assert listed[0]["suite"] == "starter"
    manifests = json.loads(phyla("suites", "show", "starter", "--json"))
    assert len(manifests) == listed[0]["tasks"]
    assert all(len(each["digest"]) == 64 for each in manifests)
    first = manifests[0]["id"]
    assert phyla("suites", "show", "starter", "--task", first).startswith("# ")
    assert "1 of 1 tasks are sound" in phyla("suites", "check", "starter", "--task", first, "--sandbox", "bubblewrap")
