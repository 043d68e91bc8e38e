"""Huxley-Gödel Machine (Wang et al. 2025, arXiv 2510.21614).

An agent's promise is its clade metaproductivity: how well the agent *and all its descendants* do. Both choices, whom
to expand (by clade counts) and whom to evaluate (by own counts), are Thompson samples; the tree is widened only as
fast as N^alpha, N being the evaluations. Nothing waits for a generation.

One deviation: the paper compares N^alpha with the size of the archive; here expansions that ended without a child
count too, or a parent that bears only stillborn children would be expanded for ever at no cost to the budget.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.lineage import Tally
from campaign.policy import Choice, Decision, Evaluate, Expand, State, Stop, Wait
from campaign.stats import beta_quantile


@dataclass(frozen=True)
class HuxleyGoedelMachine:
    """The policy with the constants of the paper's release."""

    alpha: float = 0.6
    """Expand iff N^alpha >= expansions (section 3, "expansion policy")."""
    epsilon: float = 0.05
    """The final agent is the one with the greatest epsilon-quantile of Beta(1 + solved, 1 + failed)."""
    initial_expansions: int = 5
    """Expansions made before the first child is evaluated."""
    odds_samples: int = 400
    """Thompson samples from which the recorded probabilities are estimated."""

    name = "hgm"

    def decide(self, state: State, rng: random.Random) -> Decision:
        lineage = state.lineage
        seed = lineage.agents[0]
        first = state.open_tasks(seed)
        if first:
            return Evaluate(seed, first[0], "the seed is measured on every task first", ((seed, 1.0),))
        if any(each.agents[0] == seed and each.action == "evaluate" for each in state.pending.values()):
            return Wait()
        parents = state.parents([agent for agent in lineage.agents if lineage[agent].own.solved])
        unmeasured = [agent for agent in lineage.agents if state.open_tasks(agent)]
        if parents and (self._wide_enough(state) or not (unmeasured or state.pending)):
            return self._expand(state, parents, rng)
        if unmeasured:
            return self._evaluate(state, unmeasured, rng)
        return Wait() if state.pending else Stop("every agent is measured and none may be a parent")

    def _wide_enough(self, state: State) -> bool:
        evaluations = state.lineage.evaluations + state.pending_of("evaluate")
        expansions = state.lineage.expansions + state.pending_of("expand")
        return expansions < self.initial_expansions or evaluations**self.alpha >= expansions

    def _expand(self, state: State, parents: Sequence[str], rng: random.Random) -> Decision:
        tallies = [state.lineage[agent].clade for agent in parents]
        winner, odds = self._thompson(tallies, rng)
        clade = tallies[winner]
        why = f"Thompson sample over clades; its clade solved {clade.solved} of {clade.solved + clade.failed}"
        return Expand((parents[winner],), why, tuple(zip(parents, odds, strict=True)))

    def _evaluate(self, state: State, agents: Sequence[str], rng: random.Random) -> Decision:
        tallies = [state.lineage[agent].own for agent in agents]
        winner, odds = self._thompson(tallies, rng)
        own, agent = tallies[winner], agents[winner]
        why = f"Thompson sample over agents; it solved {own.solved} of {own.solved + own.failed}"
        return Evaluate(agent, rng.choice(state.open_tasks(agent)), why, tuple(zip(agents, odds, strict=True)))

    def _thompson(self, tallies: Sequence[Tally], rng: random.Random) -> tuple[int, list[float]]:
        """The index of the greatest draw from Beta(1 + solved, 1 + failed), and how often each would be it."""

        def draw() -> int:
            draws = [rng.betavariate(1 + each.solved, 1 + each.failed) for each in tallies]
            return draws.index(max(draws))

        winner = draw()
        if len(tallies) == 1:
            return winner, [1.0]
        counts = Counter(draw() for _ in range(self.odds_samples))
        return winner, [counts[index] / self.odds_samples for index in range(len(tallies))]

    def choose(self, state: State) -> Choice:
        """Best belief: the greatest epsilon-quantile of the posterior of the agent's own success rate."""
        lineage = state.lineage
        belief = {
            agent: beta_quantile(self.epsilon, 1 + lineage[agent].own.solved, 1 + lineage[agent].own.failed)
            for agent in lineage.agents
        }
        best = max(lineage.agents, key=belief.__getitem__)
        why = f"with probability {1 - self.epsilon:.0%} it solves more than {belief[best]:.0%} of such tasks"
        return Choice(best, why, tuple(belief.items()))
