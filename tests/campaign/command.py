"""Runs the ``phyla`` command for tests, as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

OFFLINE = ("--suite", "starter", "--sandbox", "bubblewrap", "--model", "scripted")


def phyla(*args: object, code: int = 0) -> str:
    """What a command printed; it must exit with the given code."""
    command = [sys.executable, "-m", "campaign", *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == code, f"{args}: exit code {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def tree(campaign: Path) -> list[dict[str, Any]]:
    """A campaign's agents, without what depends on the clock: tools tell the model how long they took."""
    rows: list[dict[str, Any]] = json.loads(phyla("tree", campaign, "--json"))
    for row in rows:
        del row["seconds"], row["tokens"]
    return rows
