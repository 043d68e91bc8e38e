"""What a sandbox costs beside the program: each back-end's run against the bare tool with the same command."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sandbox.bubblewrap import BubblewrapSandbox
from sandbox.docker import IMAGE, DockerSandbox
from sandbox.host import find_host
from sandbox.run import RunSpec, Sandbox
from sandbox.tree import File

pytestmark = pytest.mark.bench

COMMAND = ("python3", "-I", "-c", "pass")
ROUNDS = 15
GOAL, MOST = 1.3, 2.0
"""How many times as long as the bare tool's the median run should take, and how many times it may on a busy machine."""


def median_seconds(acts: Sequence[Callable[[], object]]) -> list[float]:
    """The median of each act's times; the acts take turns, so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, times in zip(acts, taken, strict=True):
            begin = time.perf_counter()
            act()
            times.append(time.perf_counter() - begin)
    return [statistics.median(times) for times in taken]


def report(name: str, sandbox: Sandbox, bare: Sequence[str]) -> float:
    """Print and give the ratio of a sandbox's run to the bare command."""
    spec = RunSpec(COMMAND, {"main.py": File(b"pass")})
    assert sandbox.run(spec).exit_code == 0
    floor, ours = median_seconds(
        [lambda: subprocess.run(bare, check=True, capture_output=True), lambda: sandbox.run(spec)]
    )
    print(f"\n{name}: {ours * 1000:.0f} ms, bare {floor * 1000:.0f} ms, ratio {ours / floor:.2f} (goal {GOAL})")
    return ours / floor


def test_bubblewrap(bubblewrap_sandbox: BubblewrapSandbox, tmp_path: Path) -> None:
    host = find_host(tmp_path)
    view = ["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]
    bare = [str(host.bwrap), "--unshare-all", "--die-with-parent", *view, str(host.interpreter.binary), *COMMAND[1:]]
    assert report("bubblewrap", bubblewrap_sandbox, bare) < MOST


@pytest.mark.docker
def test_docker(docker_sandbox: DockerSandbox) -> None:
    bare = ["docker", "run", "--rm", "--init", "--network=none", IMAGE, *COMMAND]
    assert report("docker", docker_sandbox, bare) < MOST
