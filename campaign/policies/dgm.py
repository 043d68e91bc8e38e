"""Darwin Gödel Machine (Zhang et al. 2025, arXiv 2505.22954).

Generations of k parents, drawn with replacement with weight sigmoid(10 (score - 0.5)) / (1 + children); agents that
solve everything are left out, as in the paper. Every child is measured on a first stage of tasks and, if it does well
there, on the rest. The next generation waits until the last one is measured.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from campaign.policy import Choice, Decision, Evaluate, Expand, State, Stop, Wait


@dataclass(frozen=True)
class DarwinGoedelMachine:
    """The policy with the constants of the paper."""

    generation: int = 2
    """Children of one generation (k)."""
    steepness: float = 10.0
    midpoint: float = 0.5
    stages: tuple[int, ...] = (10, 50, 200)
    """Tasks measured by the end of each stage; the last one there are tasks for covers all of them."""
    thresholds: tuple[float, ...] = (0.4, 0.4)
    """The score that each stage must reach for the next to be run."""

    name = "dgm"

    def decide(self, state: State, rng: random.Random) -> Decision:
        begun = state.lineage.expansions + state.pending_of("expand")
        if begun % self.generation:
            return self._expand(state, rng)
        for agent in state.lineage.agents:
            due = self._due(state, agent)
            if due:
                return Evaluate(agent, due[0], "its stage is not complete", ((agent, 1.0),))
        if state.pending:
            return Wait()
        return self._expand(state, rng)

    def _due(self, state: State, agent: str) -> list[str]:
        """The tasks that the agent is still to be measured on at its present stage."""
        busy = set(state.open_tasks(agent))
        wanted = state.tasks[: self._reached(state, agent)]
        return [task for task in wanted if task in busy]

    def _reached(self, state: State, agent: str) -> int:
        """How many tasks, in the suite's order, the agent has earned to be measured on."""
        results = state.lineage[agent].results
        reached = 0
        for number, size in enumerate(self.stages):
            reached = min(size, len(state.tasks))
            staged = [results[task][-1] for task in state.tasks[:reached] if task in results]
            if len(staged) < reached or number >= len(self.thresholds):
                return reached
            if staged.count("solved") / max(1, len(staged)) < self.thresholds[number]:
                return reached
        return reached

    def _archived(self, state: State, agent: str) -> bool:
        results = state.lineage[agent].results
        return all(task in results for task in state.tasks[: self._reached(state, agent)])

    def _expand(self, state: State, rng: random.Random) -> Decision:
        lineage = state.lineage
        archived = [agent for agent in lineage.agents if self._archived(state, agent)]
        parents = state.parents(archived)
        children = {agent: sum(child in set(archived) for child in lineage[agent].children) for agent in parents}
        weights = [self._weight(lineage[agent].own.mean, children[agent]) for agent in parents]
        if not sum(weights):
            return Wait() if state.pending else Stop("no agent may be a parent: each solves all that it was given")
        chosen = rng.choices(parents, weights)[0]
        odds = tuple((agent, weight / sum(weights)) for agent, weight in zip(parents, weights, strict=True))
        why = f"drawn by score and children: it has {lineage[chosen].own.mean:.0%} and {children[chosen]} children"
        return Expand((chosen,), why, odds)

    def _weight(self, score: float, children: int) -> float:
        if score >= 1.0:
            return 0.0
        return 1 / (1 + math.exp(-self.steepness * (score - self.midpoint))) / (1 + children)

    def choose(self, state: State) -> Choice:
        """The best score; among equals the one measured on more tasks, then the older."""
        lineage = state.lineage
        scores = {agent: lineage[agent].own.mean for agent in lineage.agents}
        best = max(lineage.agents, key=lambda agent: (scores[agent], lineage[agent].own.trials))
        return Choice(best, f"the best score, {scores[best]:.0%}", tuple(scores.items()))
