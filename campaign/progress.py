"""What a user sees of a campaign while it runs: a live line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.console import Console
from rich.live import Live
from rich.text import Text

from archive.lineage import Lineage
from campaign.loop import Loop
from campaign.render.text import cost
from campaign.rows import SHORT, Score, visible

EVERY = 20
"""Evaluations between two lines where there is no terminal."""


@dataclass
class Progress:
    """Shows a loop's progress. To be used with ``with``."""

    console: Console
    evaluations: int
    clock: Callable[[], float] = time.monotonic
    _told: int = 0
    _lines: int = 0
    _before: int | None = None
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
        if self._before is None:  # what an earlier invocation did is no news, and says nothing of this one's speed
            self._before, self._told = lineage.evaluations, len(lineage.agents)
            self._lines = self._before // EVERY
        for agent in lineage.agents[self._told :]:
            self._say(self._birth(lineage, agent))
        self._told = len(lineage.agents)
        if self._live:
            self._live.update(Text(self._status(lineage)))
        elif lineage.evaluations // EVERY > self._lines:
            self._lines = lineage.evaluations // EVERY
            self._say(self._status(lineage))

    def _say(self, line: str) -> None:
        self.console.print(Text(line), soft_wrap=True)

    def _birth(self, lineage: Lineage, agent: str) -> str:
        record = lineage[agent]
        title = visible(record.proposal.title) if record.proposal else ""
        return f"[{_clock(self._elapsed)}] born {agent[:SHORT]} of {record.parents[0][:SHORT]}: {title}"

    def _status(self, lineage: Lineage) -> str:
        best = max(lineage.agents, key=lambda agent: (Score.of(lineage[agent].own).low, agent))
        lost = sum(len(lineage[agent].stillborn) for agent in lineage.agents)
        spend = lineage.spend
        return (
            f"[{_clock(self._elapsed)}] {lineage.evaluations}/{self.evaluations} evaluations, "
            f"{len(lineage.agents)} agents and {lost} stillborn, best so far {best[:SHORT]} "
            f"{Score.of(lineage[best].own)}, {cost(spend.usd, spend.input_tokens + spend.output_tokens)}, "
            f"{self._time_left(lineage)}"
        )

    @property
    def _elapsed(self) -> float:
        return self.clock() - self._started

    def _time_left(self, lineage: Lineage) -> str:
        done = lineage.evaluations - (self._before or 0)
        if not done:
            return "time left unknown"
        return f"about {_clock(self._elapsed / done * (self.evaluations - lineage.evaluations))} left"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
