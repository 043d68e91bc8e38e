"""Running small Python programs in sandboxes."""

from __future__ import annotations

from typing import Any

from sandbox.run import RunResult, RunSpec, Sandbox
from sandbox.tree import Tree


def run(sandbox: Sandbox, code: str, workspace: Tree | None = None, **options: Any) -> RunResult:
    return sandbox.run(RunSpec(("python3", "-I", "-c", code), workspace or {}, **options))
