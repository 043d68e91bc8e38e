"""Builds in words."""

from __future__ import annotations

from collections.abc import Sequence

from kiln.planner import Step
from kiln.runner import BuildResult


def preview(steps: Sequence[Step]) -> str:
    if not steps:
        return "Nothing to do.\n"
    width = max(len(step.rule.target) for step in steps)
    return "".join(f"{step.rule.target:<{width}}  {step.why}\n" for step in steps)


def summary(result: BuildResult) -> str:
    """``2 made, 1 kept: a.min, b.sql``"""
    numbers = f"{len(result.ran)} made, {len(result.kept)} kept"
    return f"{numbers}: {', '.join(result.ran)}" if result.ran else numbers
