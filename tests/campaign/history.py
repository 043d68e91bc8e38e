"""Makes lineages for tests by writing facts, as a campaign would."""

from __future__ import annotations

from archive.facts import Born, Decided, Stillborn, Verdict
from archive.lineage import Lineage

TASKS = tuple(f"t{number:02d}" for number in range(24))


class History:
    """A lineage under construction; agents are named by letters."""

    def __init__(self) -> None:
        self.lineage = Lineage()
        self._number = 0
        self.lineage.add(Born(attempt="seed", agent="seed", parents=()))

    def decide(self, action: str, agent: str, task: str | None = None) -> str:
        attempt = f"{self._number:05d}-{action}"
        self.lineage.add(
            Decided(
                number=self._number,
                attempt=attempt,
                action="expand" if action == "expand" else "evaluate",
                agents=(agent,),
                task=task,
                why="",
                candidates=((agent, 1.0),),
            )
        )
        self._number += 1
        return attempt

    def born(self, agent: str, parent: str) -> History:
        attempt = self.decide("expand", parent)
        self.lineage.add(Born(attempt=attempt, agent=agent, parents=(parent,)))
        return self

    def stillborn(self, parent: str) -> History:
        attempt = self.decide("expand", parent)
        self.lineage.add(Stillborn(attempt=attempt, parents=(parent,), stage="unchanged", reason="no"))
        return self

    def measured(self, agent: str, solved: int, failed: int) -> History:
        """Verdicts on the first tasks that the agent was not measured on: solved ones first."""
        for outcome in ["solved"] * solved + ["failed"] * failed:
            task = next(task for task in TASKS if task not in self.lineage[agent].results)
            self.verdict(agent, task, outcome)
        return self

    def verdict(self, agent: str, task: str, outcome: str) -> History:
        attempt = self.decide("evaluate", agent, task)
        self.lineage.add(Verdict(attempt=attempt, agent=agent, task=task, outcome=outcome))  # type: ignore[arg-type]
        return self
