"""``phyla verify`` and ``phyla doctor``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from archive.facts import Decided
from archive.verify import verify as verify_archive
from campaign.cli.look import AsJson, Campaign
from campaign.doctor import examine
from campaign.opening import reading
from campaign.redecide import redecide
from campaign.rows import SHORT


def add_to(app: typer.Typer) -> None:
    app.command(epilog="Example: phyla verify demo --decisions")(verify)
    app.command(epilog="Example: phyla doctor --sandbox bubblewrap")(doctor)


def verify(
    campaign: Campaign,
    decisions: Annotated[bool, typer.Option(help="Decide everything again from the ledger, and compare.")] = False,
) -> None:
    """Check that ledger and archive are whole and agree with one another."""
    with reading(campaign) as read:
        problems = [str(problem) for problem in verify_archive(read.store, read.ledger)]
        counted = 0
        if decisions:
            for recorded, again in redecide(read.config, read.ledger):
                counted += 1
                if again != recorded:
                    problems.append(_differs(recorded, again))
        agents = len(read.lineage.agents)
    for problem in problems:
        print(f"BAD  {problem}")
    if problems:
        raise typer.Exit(1)
    redone = f", {counted} decisions come out the same" if decisions else ""
    print(f"ok   {agents} agents: ledger and archive are whole and agree{redone}")


def _differs(recorded: Decided, again: Decided | None) -> str:
    told = [
        f"{each.action} {each.agents[0][:SHORT]} {each.task or ''}".strip() if each else "wait"
        for each in (recorded, again)
    ]
    return f"decision {recorded.number}: recorded is {told[0]}, decided again {told[1]}"


def doctor(
    sandbox: Annotated[str, typer.Option(help="docker or bubblewrap.")] = "docker",
    model: Annotated[str, typer.Option(help="The model that a campaign would use.")] = "scripted",
    image: Annotated[str, typer.Option(help="The image for sandbox docker.")] = "phyla-agent:latest",
    folder: Annotated[Path, typer.Option(help="Where campaigns would lie.")] = Path("."),
    as_json: AsJson = False,
) -> None:
    """Check what a campaign needs here; each line that is not ok says the mend."""
    findings = examine(sandbox, model, image, folder)
    if as_json:
        rows = [{"name": f.name, "ok": f.ok, "detail": f.detail, "mend": f.mend} for f in findings]
        print(json.dumps(rows, indent=1))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'BAD':<4} {finding.name:<22} {finding.detail}")
            if finding.mend and not finding.ok:
                print(f"     mend: {finding.mend}")
    if not all(finding.ok for finding in findings):
        sys.exit(1)
