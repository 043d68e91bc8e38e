"""``phyla tree``, ``phyla show`` and ``phyla diff``: looking at a campaign. None of them changes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from campaign.account import account, account_text
from campaign.errors import UserError
from campaign.opening import reading
from campaign.render import FORMATS
from campaign.rows import rows

Campaign = Annotated[Path, typer.Argument(help="The campaign's folder.")]
AgentName = Annotated[str, typer.Argument(help="An id, the beginning of one, seed, or best.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(app: typer.Typer) -> None:
    app.command(epilog="Example: phyla tree demo --format svg > tree.svg")(tree)
    app.command(epilog="Example: phyla show demo best")(show)
    app.command(epilog="Example: phyla diff demo seed best")(diff)


def tree(
    campaign: Campaign,
    format: Annotated[str, typer.Option(help="text, dot, mermaid, newick, json or svg.")] = "text",  # noqa: A002
    as_json: AsJson = False,
) -> None:
    """Show the lineage tree: scores with 95 % intervals, clade scores, cost."""
    name = "json" if as_json else format
    if name not in FORMATS:
        raise UserError(f"no format {name!r}; there are: {', '.join(FORMATS)}")
    with reading(campaign) as read:
        print(FORMATS[name](rows(read.lineage)))


def show(campaign: Campaign, agent: AgentName, as_json: AsJson = False) -> None:
    """Show one agent: its path to the seed, proposal, change, verdicts, tasks gained and lost against its parent."""
    with reading(campaign) as read:
        told = account(read, read.resolve(agent))
    print(json.dumps(told.model_dump(mode="json"), indent=1) if as_json else account_text(told))


def diff(campaign: Campaign, a: AgentName, b: AgentName) -> None:
    """Show what is different in the source of two agents, as a patch."""
    with reading(campaign) as read:
        sys.stdout.write(read.store.diff(read.resolve(a), read.resolve(b)))
