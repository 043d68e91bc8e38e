"""The ``phyla`` command. One module a group of commands; errors become one line and an exit code here."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from archive.ledger import LedgerError
from archive.objects import GitError
from archive.store import AmbiguousAgent, UnknownAgent
from benchmarks.registry import UnknownSuite
from campaign.cli import look, replay, run, suites, verify
from campaign.config import BadConfig
from campaign.errors import UserError
from campaign.folder import NoCampaign
from sandbox.model import UpstreamDown
from sandbox.prices import UnknownPrice
from sandbox.run import SandboxError

USERS = (BadConfig, NoCampaign, UnknownAgent, AmbiguousAgent, UnknownSuite, UnknownPrice, UserError)
OURS = (SandboxError, UpstreamDown, LedgerError, GitError)

app = typer.Typer(
    name="phyla",
    help="Grow an archive of self-improving coding agents, look at the lineage, replay an agent on new tasks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (run, look, replay, suites, verify):
    group.add_to(app)


def main() -> None:
    """Run the command. Exit code 2 for a user's mistake, 1 for our own failure, 130 when interrupted."""
    try:
        app()
    except USERS as error:
        _say(error, 2)
    except OURS as error:
        _say(error, 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _say(error: Exception, code: int) -> None:
    text = str(error.args[0] if error.args else error)
    Console(stderr=True, highlight=False).print(f"phyla: {text}", markup=False, soft_wrap=True)
    sys.exit(code)
