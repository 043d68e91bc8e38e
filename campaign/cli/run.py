"""``phyla run`` and ``phyla demo``."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from archive.lineage import Lineage
from campaign.cli.summary import print_summary
from campaign.config import make_config
from campaign.finish import choose, open_heldout
from campaign.loop import Loop
from campaign.opening import Running, running
from campaign.policies import open_policy
from campaign.progress import Progress

DEMO = {
    "suite": "starter",
    "sandbox": "bubblewrap",
    "model": "scripted",
    "policy": "hgm",
    "evaluations": 160,
    "workers": 2,
    "heldout_runs": 3,
}

Option = typer.Option


def add_to(app: typer.Typer) -> None:
    app.command(epilog="Example: phyla run mine --model gpt-5-mini --evaluations 400 --usd 20 --workers 8")(run)
    app.command(epilog="Example: phyla demo, and then: phyla tree demo")(demo)


def run(
    campaign: Annotated[Path, typer.Argument(help="The campaign's folder; a new one is made.")],
    suite: Annotated[str | None, Option(help="What agents are measured on. [starter]")] = None,
    sandbox: Annotated[str | None, Option(help="docker or bubblewrap. [docker]")] = None,
    image: Annotated[str | None, Option(help="The image for sandbox docker. [phyla-agent:latest]")] = None,
    model: Annotated[str | None, Option(help="The model; scripted is the offline stand-in. [scripted]")] = None,
    provider: Annotated[str | None, Option(help="openai or anthropic. [told from the model's name]")] = None,
    base_url: Annotated[str | None, Option(help="Another server that speaks the provider's protocol.")] = None,
    price: Annotated[str | None, Option(help="Dollars per million tokens, IN/OUT, or 0. [looked up]")] = None,
    policy: Annotated[str | None, Option(help="hgm or dgm. [hgm]")] = None,
    editor: Annotated[str | None, Option(help="Who edits: parent, or seed (an ablation). [parent]")] = None,
    parents: Annotated[str | None, Option(help="Who may be a parent: open, or newest (an ablation). [open]")] = None,
    evaluations: Annotated[int | None, Option(help="Budget: evaluations on search tasks. [160]")] = None,
    hours: Annotated[float | None, Option(help="Budget: wall time of this invocation.")] = None,
    usd: Annotated[float | None, Option(help="Budget: dollars over the whole campaign.")] = None,
    workers: Annotated[int | None, Option(help="Attempts that run at once. [2]")] = None,
    seed: Annotated[int | None, Option(help="Of every random choice. [0]")] = None,
    edit_seconds: Annotated[float | None, Option(help="Time to edit an agent's source. [600]")] = None,
    model_calls: Annotated[int | None, Option(help="Model calls that one attempt may make. [100]")] = None,
    heldout_runs: Annotated[int | None, Option(help="Runs of each held-out task at the end. [1]")] = None,
) -> None:
    """Run a campaign, or go on with one: the same command. Ctrl-C ends it in order, twice at once."""
    options = {name: value for name, value in locals().items() if name != "campaign" and value is not None}
    _run(campaign, options)


def demo(
    campaign: Annotated[Path, typer.Argument(help="The campaign's folder.")] = Path("demo"),
    evaluations: Annotated[int | None, Option(help="Budget: evaluations on search tasks. [160]")] = None,
    seed: Annotated[int | None, Option(help="Of every random choice. [0]")] = None,
    workers: Annotated[int | None, Option(help="Attempts that run at once. [2]")] = None,
) -> None:
    """Run a small campaign with no key, no Docker and no network. Its model is a scripted stand-in."""
    given = {"evaluations": evaluations, "seed": seed, "workers": workers}
    options = {name: value for name, value in given.items() if value is not None}
    fresh = not (campaign / "campaign.toml").exists()
    _run(campaign, {**DEMO, **options} if fresh else options)


def _run(campaign: Path, options: dict[str, Any]) -> None:
    console = Console(highlight=False)
    config = make_config(options)
    with running(campaign, config, frozenset(options)) as run, ThreadPoolExecutor(run.harness.config.workers) as pool:
        why, lineage = _loop(run, pool, console)
    console.print(f"\nEnded: {why}", markup=False, soft_wrap=True)
    print_summary(console, campaign, lineage)
    if why.startswith("paused"):
        raise typer.Exit(1)


def _loop(run: Running, pool: ThreadPoolExecutor, console: Console) -> tuple[str, Lineage]:
    harness = run.harness
    if harness.config.served_by == "scripted":
        console.print(
            "model: scripted, an offline stand-in for a foundation model; no figure here says what one would do"
        )
    policy = open_policy(harness.config.policy)
    with Progress(console, harness.config.evaluations) as progress:
        loop = Loop(harness, run.ledger, Lineage(), policy, pool, progress)
        with _interruptible(loop.drain, harness.sandbox.close, console):
            why = loop.run()
            if why.startswith(("paused", "stopped")) or len(loop.lineage.agents) == 0:
                return why, loop.lineage
            chosen = choose(run.ledger, loop.lineage, policy, loop.state())
            console.print(f"chosen {chosen[:8]}; now the held-out tasks, for it and for the seed", markup=False)
            open_heldout(harness, run.ledger, loop.lineage, pool, chosen)
    return why, loop.lineage


@contextmanager
def _interruptible(drain: threading.Event, stop: Any, console: Console) -> Iterator[None]:
    """First Ctrl-C: finish what is under way. Second: end it now."""

    def on_signal(*_: object) -> None:
        if drain.is_set():
            stop()
            raise KeyboardInterrupt
        drain.set()
        console.print("finishing what is under way; press Ctrl-C again to stop now", markup=False)

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
