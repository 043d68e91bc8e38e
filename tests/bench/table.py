"""The README's table: the demo's campaign over many seeds, its two ablations, and dgm.

Run ``make table`` (or this file with the number of seeds). Every campaign is run for real, in a temporary folder. The
intervals are bootstraps over campaigns: they tell how much chance there is in a campaign, on these held-out tasks.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from campaign.finish import compare
from campaign.opening import reading
from campaign.rows import Score
from campaign.stats import bootstrap_mean

VARIANTS = {
    "hgm": [],
    "hgm, editor frozen at the seed": ["--editor", "seed"],
    "hgm, newest agent always the parent": ["--parents", "newest"],
    "dgm": ["--policy", "dgm"],
}


@dataclass
class Pool:
    """What many campaigns came to on held-out tasks."""

    before: list[Score] = field(default_factory=list)
    after: list[Score] = field(default_factory=list)
    differences: list[float] = field(default_factory=list)
    agents: list[int] = field(default_factory=list)

    def add(self, folder: Path) -> None:
        with reading(folder) as read:
            lineage = read.lineage
            assert lineage.chosen is not None
            result = compare(lineage, lineage.agents[0], lineage.chosen.agent)
        self.before.append(result.seed)
        self.after.append(result.chosen)
        self.differences.append(100 * result.difference)
        self.agents.append(len(lineage.agents))

    def line(self, name: str) -> str:
        mean = sum(self.differences) / len(self.differences)
        better = sum(each > 0 for each in self.differences)
        return (
            f"| {name} | {_mean(_rates(self.before))} | {_mean(_rates(self.after))} "
            f"| {mean:+.0f} {_interval(self.differences, '+.0f')} | {better} of {len(self.agents)} "
            f"| {sum(self.agents) / len(self.agents):.0f} |"
        )


def _rates(scores: list[Score]) -> list[float]:
    return [100 * score.solved / score.trials for score in scores]


def _mean(values: list[float]) -> str:
    return f"{sum(values) / len(values):.0f} {_interval(values, '.0f')}"


def _interval(values: list[float], how: str) -> str:
    low, high = bootstrap_mean(values, random.Random(0))
    return f"[{low:{how}}, {high:{how}}]"


def campaign(folder: Path, seed: int, options: list[str]) -> None:
    fixed = [
        "--suite",
        "starter",
        "--sandbox",
        "bubblewrap",
        "--model",
        "scripted",
        "--evaluations",
        "160",
        "--heldout-runs",
        "3",
    ]
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
                folder = Path(place) / f"{name.replace(' ', '-')}-{seed}"
                campaign(folder, seed, options)
                pool.add(folder)
            print(pool.line(name), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
