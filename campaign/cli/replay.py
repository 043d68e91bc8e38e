"""``phyla replay``: run a chosen agent on other tasks, with another model, or on a person's own repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from campaign.cli.look import AgentName, AsJson, Campaign
from campaign.cli.suites import find_task
from campaign.errors import UserError
from campaign.replay import Replay, Repository, replay_repository, replay_tasks, replaying


def add_to(app: typer.Typer) -> None:
    app.command(epilog="Example: phyla replay demo best --repo ~/project --problem issue.md --output fix.patch")(replay)


def replay(
    campaign: Campaign,
    agent: AgentName,
    suite: Annotated[str | None, typer.Option(help="Another suite. [the campaign's]")] = None,
    task: Annotated[list[str] | None, typer.Option(help="Only this task; may be repeated.")] = None,
    repo: Annotated[Path | None, typer.Option(help="A folder with your own code; it stays as it is.")] = None,
    problem: Annotated[Path | None, typer.Option(help="With --repo: a file that says what to do.")] = None,
    output: Annotated[Path | None, typer.Option(help="With --repo: where the patch goes. [standard output]")] = None,
    model: Annotated[str | None, typer.Option(help="Another model. [the campaign's]")] = None,
    sandbox: Annotated[str | None, typer.Option(help="Another sandbox. [the campaign's]")] = None,
    base_url: Annotated[str | None, typer.Option(help="Another server.")] = None,
    price: Annotated[str | None, typer.Option(help="Dollars per million tokens, IN/OUT, or 0.")] = None,
    workers: Annotated[int | None, typer.Option(help="Tasks that run at once.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run an agent of the archive again, on the campaign's tasks, on others, or on your own repository."""
    if (repo is None) != (problem is None):
        raise UserError("--repo and --problem go together: the code, and a file that says what to do")
    options = {"suite": suite, "model": model, "sandbox": sandbox, "base_url": base_url, "price": price}
    changed = {name: value for name, value in {**options, "workers": workers}.items() if value is not None}
    with replaying(campaign, agent, changed) as run:
        if repo is not None and problem is not None:
            _repository(run, Repository.read(repo, problem), output)
            return
        suite_ = run.harness.suite
        tasks = [find_task(suite_, name) for name in task] if task else list(suite_.tasks())
        verdicts = list(replay_tasks(run, tasks))
    if as_json:
        print(json.dumps([each.model_dump(mode="json") for each in verdicts], indent=1))
        return
    for each in verdicts:
        print(f"{each.outcome:<9} {each.task:<32} {each.detail}")
    print(run.summary(verdicts))


def _repository(run: Replay, repository: Repository, output: Path | None) -> None:
    patch, ending = replay_repository(run, repository)
    typer.echo(f"the agent ended with {ending}; the trace is in {run.harness.folder.path}", err=True)
    if output is None:
        typer.echo(patch, nl=False)
    else:
        output.write_text(patch, encoding="utf-8")
        typer.echo(f"apply it with: git apply {output}", err=True)
