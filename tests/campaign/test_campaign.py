"""Whole campaigns, run for real with the scripted model: the same seed, the same tree, whatever happens on the way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from archive.ledger import Ledger
from campaign.opening import reading
from tests.campaign.command import OFFLINE, phyla, tree

EVALUATIONS = ("--evaluations", "40")
KILLS = 20


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished campaign with one worker."""
    campaign = tmp_path_factory.mktemp("undisturbed") / "campaign"
    phyla("run", campaign, *OFFLINE, *EVALUATIONS, "--workers", 1, "--seed", 7)
    return campaign


def test_a_tree_grows(undisturbed: Path) -> None:
    rows = tree(undisturbed)
    assert len(rows) >= 5
    assert {row["title"] for row in rows[1:]} != {"seed"}
    assert sum(row["score"]["trials"] for row in rows) == 40
    assert sum(row["chosen"] for row in rows) == 1


def test_the_same_seed_gives_the_same_tree(undisturbed: Path, tmp_path: Path) -> None:
    phyla("run", tmp_path / "again", *OFFLINE, *EVALUATIONS, "--workers", 1, "--seed", 7)
    assert tree(tmp_path / "again") == tree(undisturbed)


def test_another_seed_gives_another_tree(undisturbed: Path, tmp_path: Path) -> None:
    phyla("run", tmp_path / "other", *OFFLINE, "--evaluations", 26, "--workers", 1, "--seed", 8)
    assert {row["id"] for row in tree(tmp_path / "other")} - {row["id"] for row in tree(undisturbed)}


@pytest.mark.docker
@pytest.mark.usefixtures("make_docker")
def test_both_sandboxes_give_the_same_tree(undisturbed: Path, tmp_path: Path) -> None:
    options = [*OFFLINE, *EVALUATIONS, "--workers", 1, "--seed", 7]
    options[options.index("bubblewrap")] = "docker"
    phyla("run", tmp_path / "docker", *options)
    assert tree(tmp_path / "docker") == tree(undisturbed)


def kill_at_random(campaign: Path, rng: random.Random, workers: int, longest: float) -> bool:
    """Run a campaign for a random time and kill it; whether it was still running."""
    command = [sys.executable, "-m", "campaign", "run", str(campaign), *OFFLINE, *EVALUATIONS]
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--seed", "7"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _, errors = process.communicate(timeout=rng.uniform(0.1, longest))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    assert process.returncode == 0, errors.decode()
    return False


def test_killed_at_any_moment_it_goes_on_to_the_same_tree(undisturbed: Path, tmp_path: Path) -> None:
    campaign, rng = tmp_path / "campaign", random.Random(time.time_ns())
    kills = 0
    while kills < KILLS and kill_at_random(campaign, rng, workers=1, longest=3.0):
        kills += 1
    assert kills >= 3
    phyla("run", campaign)
    assert tree(campaign) == tree(undisturbed)
    phyla("verify", campaign, "--decisions")
    print(f"killed {kills} times")


def interrupted(campaign: Path, signals: int) -> subprocess.CompletedProcess[str]:
    """Run a campaign, press Ctrl-C so many times once it is under way, and wait for its end.

    As from a terminal, the signal goes to the whole process group.
    """
    command = [sys.executable, "-m", "campaign", "run", str(campaign), *OFFLINE, *EVALUATIONS, "--seed", "7"]
    before = len(list(campaign.glob("traces/*/ending.json")))
    process = subprocess.Popen(
        [*command, "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(campaign.glob("traces/*/ending.json"))) < before + 2:
        assert process.poll() is None
        time.sleep(0.05)
    for _ in range(signals):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.02)
    printed, errors = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, printed, errors)


def test_an_interrupt_drains_and_a_second_one_stops(undisturbed: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    done = interrupted(campaign, signals=1)
    assert done.returncode == 0, done.stderr
    assert "stopped by the user" in done.stdout
    with reading(campaign) as read:
        assert not read.lineage.open
        assert 0 < read.lineage.evaluations < 40
    done = interrupted(campaign, signals=2)
    assert done.returncode in (0, 130), done.stderr
    assert "Traceback" not in done.stderr
    phyla("run", campaign)
    assert tree(campaign) == tree(undisturbed)


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = Path(tempfile.mkdtemp(prefix="t"))  # short: a socket's path has at most 107 bytes
    monkeypatch.setenv("TMPDIR", str(scratch))
    rng = random.Random(time.time_ns())
    try:
        while not list(scratch.iterdir()):
            assert kill_at_random(tmp_path / "campaign", rng, workers=4, longest=3.0)
        phyla("run", tmp_path / "campaign")
        assert not list(scratch.iterdir())
    finally:
        shutil.rmtree(scratch)


def test_with_four_workers_nothing_is_lost_or_counted_twice(tmp_path: Path) -> None:
    campaign, rng = tmp_path / "campaign", random.Random(time.time_ns())
    kills = 0
    while kills < KILLS and kill_at_random(campaign, rng, workers=4, longest=3.0):
        kills += 1
    phyla("run", campaign)
    phyla("verify", campaign, "--decisions")
    with Ledger.read(campaign / "ledger.sqlite") as ledger:
        facts = [entry.fact for entry in ledger.facts()]
    ended = [fact.attempt for fact in facts if fact.kind in ("born", "stillborn", "verdict", "failed")]
    decided = [fact.attempt for fact in facts if fact.kind == "decided"]
    assert len(ended) == len(set(ended))
    assert set(decided) <= set(ended)
    pairs = [(fact.agent, fact.task) for fact in facts if fact.kind == "verdict" and fact.split == "search"]
    assert len(pairs) == len(set(pairs)) == 40


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("policy", ["hgm", "dgm"])
def test_decisions_come_out_the_same(policy: str, workers: int, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    phyla("run", campaign, *OFFLINE, "--evaluations", 40, "--workers", workers, "--policy", policy)
    assert "decisions come out the same" in phyla("verify", campaign, "--decisions")


def test_a_changed_decision_is_noticed(undisturbed: Path, tmp_path: Path) -> None:
    """The seed decides the chance: with another one the recorded decisions no longer follow."""
    campaign = tmp_path / "campaign"
    shutil.copytree(undisturbed, campaign)
    config = campaign / "campaign.toml"
    config.write_text(config.read_text().replace("seed = 7", "seed = 8"))
    assert "decision" in phyla("verify", campaign, "--decisions", code=1)


def test_a_campaign_goes_on_with_a_larger_budget(undisturbed: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    shutil.copytree(undisturbed, campaign)
    before = tree(campaign)
    phyla("run", campaign, "--evaluations", 46)
    after = tree(campaign)
    assert [row["id"] for row in after[: len(before)]] == [row["id"] for row in before]
    assert sum(row["score"]["trials"] for row in after) == 46
    assert "another seed" in phyla("run", campaign, "--seed", 9, code=2)


@pytest.mark.parametrize("option", [("--editor", "seed"), ("--parents", "newest")])
def test_ablations(option: tuple[str, str], tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    phyla("run", campaign, *OFFLINE, "--evaluations", 45, *option)
    with reading(campaign) as read:
        lineage = read.lineage
        decided = [entry.fact for entry in read.ledger.facts() if entry.fact.kind == "decided"]
    expanded = [fact.agents[0] for fact in decided if fact.action == "expand"]
    assert expanded
    if option == ("--parents", "newest"):
        assert all(len(fact.candidates) == 1 for fact in decided if fact.action == "expand")
    assert len(lineage.agents) >= 2


def test_reading_changes_nothing(undisturbed: Path) -> None:
    def contents() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(undisturbed.rglob("*")) if path.is_file()}

    before = contents()
    for name in ("text", "dot", "mermaid", "newick", "json", "svg"):
        phyla("tree", undisturbed, "--format", name)
    phyla("show", undisturbed, "best")
    phyla("diff", undisturbed, "seed", "best")
    phyla("verify", undisturbed, "--decisions")
    assert contents() == before
