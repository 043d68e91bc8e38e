"""An evaluation: one agent on one task, from its first model call to the grader's verdict."""

from __future__ import annotations

import json
from typing import Literal

from archive.facts import Verdict
from benchmarks.suite import Grade, Task
from campaign.harness import Harness, agent_tree, our_fault, run_agent, total_spend
from campaign.trace import Trace
from sandbox.run import Ending, RunResult, SandboxError
from sandbox.session import Session
from sandbox.tree import Tree

Outcome = Literal["solved", "failed", "tampered", "unscored"]


def evaluate(harness: Harness, attempt: str, agent: str, task: Task) -> Verdict:
    """Run an agent on a task and grade what it left behind.

    Never raises for what the agent did, nor for an engine or a model service that failed: that is ``unscored``.
    """
    started = harness.clock()
    trace = harness.trace(attempt)
    session = harness.session(attempt, trace)
    outcome: Outcome
    try:
        outcome, detail = _measure(harness, session, trace, agent, task)
    except SandboxError as error:
        outcome, detail = "unscored", str(error)
    fault = our_fault(session)
    if fault is not None:
        outcome, detail = "unscored", fault
    return Verdict(
        attempt=attempt,
        agent=agent,
        task=task.id,
        split=task.split.value,
        outcome=outcome,
        detail=detail.strip().split("\n")[0][:300],
        spend=total_spend(session, harness.clock() - started),
    )


def _measure(harness: Harness, session: Session, trace: Trace, agent: str, task: Task) -> tuple[Outcome, str]:
    workspace = harness.suite.workspace(task)
    trace.text("problem.md", task.statement)
    result = run_agent(
        harness, session, agent_tree(harness.store, agent), task.statement, workspace, task.seconds, task.image
    )
    trace.run(result)
    fault = our_fault(session)
    if fault is not None:
        return "unscored", fault
    if result.workspace is None:
        return "failed", f"its workspace cannot be brought out: {result.refusal}"
    trace.text("patch.diff", patch(harness, workspace, result.workspace))
    if result.workspace == workspace:
        trace.text("grade.json", _grade_json(Grade("failed", "The agent changed nothing.")))
        return "failed", f"it changed nothing ({ending(result)})"
    grade = harness.suite.grade(task, result.workspace, harness.sandbox)
    trace.text("grade.json", _grade_json(grade))
    return grade.outcome, grade.evidence or grade.report


def patch(harness: Harness, before: Tree, after: Tree) -> str:
    """The difference of two workspaces, as git would print it."""
    store = harness.workspaces
    return store.diff(store.write_tree(before), store.write_tree(after))


def ending(result: RunResult) -> str:
    """How a run ended, in words."""
    return f"exit code {result.exit_code}" if result.ending is Ending.EXITED else str(result.ending)


def _grade_json(grade: Grade) -> str:
    body = {"outcome": grade.outcome, "tests": grade.tests, "evidence": grade.evidence, "report": grade.report}
    return json.dumps(body, indent=1)
