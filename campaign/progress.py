"""What a user sees of a campaign while it runs: a live line on a terminal, one line an event elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from archive.lineage import Lineage
from campaign.loop import Loop
from campaign.render.text import cost
from campaign.rows import SHORT, Score, visible


@dataclass
class Progress:
    """Shows a loop's progress. To be used with ``with``."""

    console: Console
    evaluations: int
    clock: Callable[[], float] = time.monotonic
    _told: int = 0
    _live: Live | None = None
    _started: float = field(default=0.0)

    def __enter__(self) -> Progress:
        self._started = self.clock()
        if self.console.is_terminal:
            self._live = Live(console=self.console, refresh_per_second=4, transient=True)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def __call__(self, loop: Loop) -> None:
        """Show where the loop stands."""
        lineage = loop.lineage
        for agent in lineage.agents[max(1, self._told) :]:
            self._tell_birth(lineage, agent)
        self._told = len(lineage.agents)
        if self._live:
            self._live.update(self._board(lineage))

    def _tell_birth(self, lineage: Lineage, agent: str) -> None:
        record = lineage[agent]
        title = visible(record.proposal.title) if record.proposal else ""
        parent = record.parents[0][:SHORT]
        line = f"{self._summary(lineage)}  born {agent[:SHORT]} of {parent}: {title}"
        self.console.print(Text(line), soft_wrap=True)

    def _summary(self, lineage: Lineage) -> str:
        return f"[{self._elapsed()}] {lineage.evaluations:>4}/{self.evaluations}"

    def _elapsed(self) -> str:
        seconds = int(self.clock() - self._started)
        return f"{seconds // 60}:{seconds % 60:02d}"

    def _board(self, lineage: Lineage) -> Table:
        best = max(lineage.agents, key=lambda agent: (Score.of(lineage[agent].own).low, agent))
        lost = sum(len(lineage[agent].stillborn) for agent in lineage.agents)
        spend = lineage.spend
        table = Table.grid(padding=(0, 3))
        table.add_row(
            f"{self._elapsed()}",
            f"evaluations [b]{lineage.evaluations}[/b]/{self.evaluations}",
            f"agents [b]{len(lineage.agents)}[/b] (+{lost} stillborn)",
            Text(f"best so far {best[:SHORT]} {Score.of(lineage[best].own)}"),
            cost(spend.usd, spend.input_tokens + spend.output_tokens),
            f"under way {len(lineage.open)}",
        )
        return table
