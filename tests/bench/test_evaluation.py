"""Wall time of one evaluation against its floor: the same two programs, agent and tests, started bare, with no harness.

``make bench`` prints the ratio for each back-end. The floor mounts prepared folders, takes nothing out, keeps no trace,
sets few limits; its agent talks to the same scripted model through the same gateway.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.objects import ObjectStore
from archive.store import AgentStore
from benchmarks.starter.suite import StarterSuite
from benchmarks.starter.tasks import FOLDER, load_task
from benchmarks.suite import Task
from campaign.config import Config
from campaign.evaluation import evaluate
from campaign.folder import CampaignFolder
from campaign.harness import SOCKET, Harness
from campaign.models import model_price, open_upstream
from campaign.opening import SEED_AGENT
from sandbox.budget import Budget
from sandbox.gateway import serve
from sandbox.host import find_bwrap
from sandbox.run import Sandbox
from sandbox.tree import read_folder, write_tree

pytestmark = pytest.mark.bench
TASK = "queue-change-priority"
REPEATS = 15
RUNNER = Path(__file__).parents[2] / "benchmarks" / "inside" / "unittest_runner.py"


@pytest.fixture
def harness(tmp_path: Path, sandbox: Sandbox) -> Harness:
    config = Config()
    folder = CampaignFolder(tmp_path / "campaign")
    return Harness(
        config=config,
        folder=folder,
        store=AgentStore(folder.agents),
        workspaces=ObjectStore(folder.workspaces),
        suite=StarterSuite(),
        sandbox=sandbox,
        upstream=open_upstream(config),
        price=model_price(config),
        budget=Budget(),
        spent=lambda _: None,
    )


class Floor:
    """Runs agent and tests bare."""

    def __init__(self, harness: Harness, task: Task, place: Path, backend: str) -> None:
        self._harness = harness
        self._backend = backend
        known = load_task(FOLDER / task.id)
        self._folders = {name: place / name for name in ("agent", "task", "workspace", "hidden", "grader")}
        for folder in self._folders.values():
            folder.mkdir(parents=True)
        write_tree(read_folder(SEED_AGENT), self._folders["agent"])
        write_tree(known.hidden, self._folders["hidden"])
        (self._folders["task"] / "problem.md").write_text(task.statement)
        (self._folders["grader"] / "unittest_runner.py").write_bytes(RUNNER.read_bytes())
        self._base = known.base
        subprocess.run(["chmod", "-R", "a+rwX", place], check=True)

    def reset(self) -> None:
        """Lay the workspace out anew; not part of the floor."""
        shutil.rmtree(self._folders["workspace"])
        self._folders["workspace"].mkdir()
        write_tree(self._base, self._folders["workspace"])
        subprocess.run(["chmod", "-R", "a+rwX", self._folders["workspace"]], check=True)

    def run(self) -> None:
        session = self._harness.session("00000-evaluate", self._harness.trace("floor"))
        with serve(session) as gateway:
            self._start(["python3", "/agent"], {"gateway": gateway}, b"")
        order = json.dumps({"nonce": "n", "preload": ["unittest"]}).encode() + b"\n"
        self._start(["python3", "-I", "-B", "/grader/unittest_runner.py"], {}, order)

    def _start(self, argv: list[str], mounts: dict[str, Path], stdin: bytes) -> None:
        env = {"PHYLA_GATEWAY": SOCKET, "PHYLA_MODEL": "scripted", "PHYLA_DEADLINE": "60"}
        bare = self._docker if self._backend == "docker" else self._bubblewrap
        command = bare({**self._folders, **mounts}, env)
        subprocess.run(
            [*command, *argv], input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )

    def _docker(self, folders: dict[str, Path], env: dict[str, str]) -> list[str]:
        mounts = [part for name, path in folders.items() for part in ("-v", f"{path}:/{name}")]
        options = [part for name, value in env.items() for part in ("-e", f"{name}={value}")]
        return ["docker", "run", "--rm", "-i", "--network=none", *mounts, *options, "phyla-agent:latest"]

    def _bubblewrap(self, folders: dict[str, Path], env: dict[str, str]) -> list[str]:
        mounts = [part for name, path in folders.items() for part in ("--bind", str(path), f"/{name}")]
        options = [part for name, value in env.items() for part in ("--setenv", name, value)]
        base = sys.base_prefix
        system = ["--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"]
        system += ["--symlink", "usr/lib64", "/lib64", "--ro-bind", base, base, "--proc", "/proc", "--dev", "/dev"]
        path = ["--setenv", "PATH", f"{base}/bin:/usr/bin", "--tmpfs", "/tmp", "--chdir", "/workspace"]
        return [str(find_bwrap()), "--unshare-all", *system, *mounts, *options, *path]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_an_evaluation_against_its_floor(harness: Harness, tmp_path: Path, backend: str) -> None:
    task = next(task for task in harness.suite.tasks() if task.id == TASK)
    agent = harness.store.put(read_folder(SEED_AGENT), ())
    floor = Floor(harness, task, tmp_path / "floor", backend)
    ours, bare = [], []
    for _ in range(REPEATS):
        floor.reset()
        bare.append(seconds(floor.run))
        ours.append(seconds(lambda: evaluate(harness, "00000-evaluate", agent, task)))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"\n{backend}: an evaluation takes {statistics.median(ours):.3f} s, bare {statistics.median(bare):.3f} s, "
        f"ratio {ratio:.2f} (medians of {REPEATS})"
    )
    assert ratio > 0
