"""``phyla suites list | show | check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.check import check_suite
from benchmarks.registry import SUITES, open_suite
from benchmarks.suite import Suite, Task
from campaign.config import make_config
from campaign.errors import UserError
from campaign.models import open_sandbox

SuiteName = Annotated[str, typer.Argument(help="The suite's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The suites that agents are measured on.", no_args_is_help=True)
    group.command("list", epilog="Example: phyla suites list")(list_suites)
    group.command("show", epilog="Example: phyla suites show starter --task receipt-discount-cents")(show)
    group.command("check", epilog="Example: phyla suites check starter --sandbox bubblewrap")(check)
    app.add_typer(group, name="suites")


def list_suites(as_json: AsJson = False) -> None:
    """List the suites."""
    found = []
    for name in SUITES:
        tasks = open_suite(name).tasks()
        splits = {split: sum(task.split == split for task in tasks) for split in ("search", "heldout")}
        found.append({"suite": name, "tasks": len(tasks), **splits})
    if as_json:
        print(json.dumps(found, indent=1))
        return
    for each in found:
        print(f"{each['suite']:<12} {each['tasks']} tasks: {each['search']} search, {each['heldout']} held-out")


def show(
    suite: SuiteName,
    task: Annotated[str | None, typer.Option(help="Show one task with its statement.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a suite's tasks, or one of them."""
    opened = open_suite(suite)
    if task is not None:
        print(find_task(opened, task).statement)
        return
    if as_json:
        print(json.dumps([_manifest(each) for each in opened.tasks()], indent=1))
        return
    for each in opened.tasks():
        print(f"{each.id:<32} {each.split.value:<8} {', '.join(each.tags)}")


def _manifest(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "suite": task.suite,
        "split": task.split.value,
        "tags": task.tags,
        "source": task.source,
        "version": task.version,
        "digest": task.digest,
    }


def find_task(suite: Suite, name: str) -> Task:
    """A task by its id. Raises UserError."""
    for task in suite.tasks():
        if task.id == name:
            return task
    raise UserError(f"no task {name!r} in {suite.name}; see: phyla suites show {suite.name}")


def check(
    suite: SuiteName,
    sandbox: Annotated[str, typer.Option(help="docker or bubblewrap.")] = "docker",
    task: Annotated[list[str] | None, typer.Option(help="Only this task; may be repeated.")] = None,
    workers: Annotated[int, typer.Option(help="Tasks that are checked at once.")] = 2,
) -> None:
    """Grade each task's known solutions: the reference must pass; no change and the wrong ones must fail."""
    opened = open_suite(suite)
    tasks = [find_task(opened, name) for name in task] if task else list(opened.tasks())
    place = open_sandbox(make_config({"sandbox": sandbox}), Path("check"))
    bad = 0
    try:
        for result in check_suite(opened, tasks, place, workers):
            bad += bool(result.problems)
            wrong = len(result.wrong)
            said = "; ".join(result.problems) or f"reference solved, no change failed, {wrong} of {wrong} wrong failed"
            print(f"{'BAD' if result.problems else 'ok ':<4} {result.task.id:<32} {said}")
    finally:
        place.close()
    print(f"{len(tasks) - bad} of {len(tasks)} tasks are sound")
    if bad:
        raise typer.Exit(1)
