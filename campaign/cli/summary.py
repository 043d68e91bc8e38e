"""What ``phyla run`` says at its end: the tree, the chosen agent beside the seed, the next commands."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from archive.lineage import Lineage
from campaign.finish import Comparison, compare
from campaign.render.text import as_text, cost
from campaign.rows import SHORT, rows


def print_summary(console: Console, campaign: Path, lineage: Lineage) -> None:
    """Print it."""
    said = ["", as_text(rows(lineage)), ""]
    spend = lineage.spend
    said.append(
        f"{len(lineage.agents)} agents, {lineage.evaluations} evaluations, "
        f"{cost(spend.usd, spend.input_tokens + spend.output_tokens)}"
    )
    if lineage.chosen:
        said += ["", *comparison_lines(lineage)]
    said += ["", "Next:", *_next(campaign, lineage)]
    console.print("\n".join(said), markup=False, soft_wrap=True)


def comparison_lines(lineage: Lineage) -> list[str]:
    """The chosen agent beside the seed on held-out tasks."""
    assert lineage.chosen is not None
    seed, chosen = lineage.agents[0], lineage.chosen.agent
    if chosen == seed:
        return ["The seed itself was chosen: no improvement shown."]
    result = compare(lineage, seed, chosen)
    return [
        "Held-out tasks, [95 % intervals]",
        f"  seed    {seed[:SHORT]}  {result.seed}",
        f"  chosen  {chosen[:SHORT]}  {result.chosen}",
        f"  difference {result.difference:+.0%} [{result.interval.low:+.0%}, {result.interval.high:+.0%}], "
        f"better on {len(result.better)} tasks, worse on {len(result.worse)}, sign test p = {result.p:.3f}",
        f"  {verdict(result)}",
    ]


def verdict(result: Comparison) -> str:
    """The comparison in words."""
    words = "an improvement is shown" if result.p <= 0.05 else "no improvement shown at the 5 % level"
    return words + (f"; {result.unscored} runs could not be scored" if result.unscored else "")


def _next(campaign: Path, lineage: Lineage) -> list[str]:
    commands = [
        (f"phyla run {campaign} --evaluations {2 * max(80, lineage.evaluations)}", "go on with a larger budget"),
        (f"phyla show {campaign} best", "its path, its proposal, what it gained and lost"),
        (f"phyla diff {campaign} seed best", "what became of the source"),
        (f"phyla replay {campaign} best --task TASK", "run it on chosen tasks, or with --repo on your own code"),
        (f"phyla tree {campaign} --format svg > tree.svg", "a picture of the lineage"),
    ]
    width = max(len(command) for command, _ in commands)
    return [f"  {command:<{width}}  # {words}" for command, words in commands]
