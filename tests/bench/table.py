"""The README's table: the demo's campaign over many seeds, its two ablations, and dgm.

Run ``make table`` (or this file with the number of seeds). Every campaign is run for real, in a temporary folder; the
held-out runs of all seeds are pooled, so an interval covers tasks and seeds together.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from campaign.finish import Comparison, compare
from campaign.opening import reading
from campaign.stats import paired_difference, wilson

VARIANTS = {
    "hgm": [],
    "hgm, editor frozen at the seed": ["--editor", "seed"],
    "hgm, newest agent always the parent": ["--parents", "newest"],
    "dgm": ["--policy", "dgm"],
}


@dataclass
class Pool:
    """The held-out runs of many campaigns, and what the campaigns came to."""

    before: list[bool] = field(default_factory=list)
    after: list[bool] = field(default_factory=list)
    agents: list[int] = field(default_factory=list)
    better: int = 0

    def add(self, folder: Path) -> None:
        with reading(folder) as read:
            lineage = read.lineage
            assert lineage.chosen is not None
            seed, chosen = lineage.agents[0], lineage.chosen.agent
            result: Comparison = compare(lineage, seed, chosen)
            runs = {
                agent: {run.attempt.split("-", 2)[2]: run.outcome == "solved" for run in lineage.heldout(agent)}
                for agent in (seed, chosen)
            }
            for key in sorted(runs[seed]):
                self.before.append(runs[seed][key])
                self.after.append(runs[chosen][key])
            self.agents.append(len(lineage.agents))
            self.better += result.difference > 0

    def line(self, name: str) -> str:
        low, high = paired_difference(self.before, self.after, random.Random(0))
        difference = (sum(self.after) - sum(self.before)) / len(self.before)
        interval = f"[{100 * low:+.0f}, {100 * high:+.0f}]"
        return (
            f"| {name} | {_rate(self.before)} | {_rate(self.after)} | {100 * difference:+.0f} {interval} "
            f"| {self.better} of {len(self.agents)} | {sum(self.agents) / len(self.agents):.0f} |"
        )


def _rate(runs: list[bool]) -> str:
    low, high = wilson(sum(runs), len(runs))
    return f"{100 * sum(runs) / len(runs):.0f} [{100 * low:.0f}, {100 * high:.0f}]"


def campaign(folder: Path, seed: int, options: list[str]) -> None:
    fixed = ["--suite", "starter", "--sandbox", "bubblewrap", "--model", "scripted", "--evaluations", "160"]
    command = [
        sys.executable,
        "-m",
        "campaign",
        "run",
        str(folder),
        *fixed,
        "--workers",
        "2",
        "--seed",
        str(seed),
        *options,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main(seeds: int) -> None:
    print("| campaign | seed, % | chosen, % | difference, points | better | agents |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as place:
        for name, options in VARIANTS.items():
            pool = Pool()
            for seed in range(seeds):
                folder = Path(place) / f"{len(name)}-{seed}"
                campaign(folder, seed, options)
                pool.add(folder)
            print(pool.line(name), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
