"""The birth check: may what an expansion left behind live in the archive?"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

from campaign.harness import SMOKE_SECONDS, Harness, run_agent
from campaign.trace import Trace
from sandbox.run import Ending, RunResult
from sandbox.session import Session
from sandbox.tree import File, Tree

Stage = Literal["proposal", "unsafe", "unchanged", "duplicate", "does not start", "fails smoke task", "held back"]

SMOKE_TASK = "# Smoke test\n\nCreate the file `hello.txt` in the workspace. It holds the one line `hello`.\n"
SMOKE_WORKSPACE: Tree = {"README.md": File(b"An empty project.\n")}


@dataclass(frozen=True)
class Refused:
    """Why a child may not live."""

    stage: Stage
    reason: str


def check_tree(parent: Tree, child: Tree) -> Refused | None:
    """What can be said of a child without running it."""
    if child == parent:
        return Refused("unchanged", "the agent left its source as it was")
    entry = child.get("__main__.py")
    if entry is None:
        return Refused("does not start", "there is no __main__.py")
    try:
        ast.parse(entry.data)
    except (SyntaxError, ValueError) as error:
        return Refused("does not start", f"__main__.py: {error}")
    return None


def check_alive(harness: Harness, session: Session, trace: Trace, child: Tree) -> Refused | None:
    """Run a child on a task that any coding agent can do. Raises SandboxError."""
    calls_before = session.calls
    result = run_agent(harness, session, child, SMOKE_TASK, SMOKE_WORKSPACE, SMOKE_SECONDS, None)
    trace.text("smoke.txt", _output(result))
    if session.calls == calls_before:
        return Refused("does not start", _last_line(result) or "it ended without asking the model")
    written = (result.workspace or {}).get("hello.txt")
    if written is not None and written.data.strip() == b"hello":
        return None
    return Refused("fails smoke task", result.refusal or _last_line(result) or "hello.txt was not written")


def _output(result: RunResult) -> str:
    return (result.stdout + result.stderr).decode(errors="replace")


def _last_line(result: RunResult) -> str:
    if result.ending is not Ending.EXITED:
        return str(result.ending)
    lines = result.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""
