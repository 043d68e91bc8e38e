"""The loop: decide, start what was decided, write down what came of it, until the budget is spent.

One thread decides and writes outcomes, so the ledger's order is the order in which things were known: every decision
follows from the facts before it. A decision is written before it is carried out; after a crash the attempts that had
no outcome yet are carried out again under their own names, and nothing else is.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

from archive.facts import Born, Decided, Failed, Stillborn, Verdict
from archive.ledger import Ledger
from archive.lineage import Lineage
from campaign.diagnosis import brief
from campaign.evaluation import evaluate
from campaign.expansion import expand
from campaign.harness import Harness, attempt_seed
from campaign.policy import Evaluate, Expand, Policy, State, Stop, Wait

Outcome = Born | Stillborn | Verdict | Failed

OUTAGES = 3
"""Attempts in a row that may fail by our own fault before the campaign pauses."""

TICK = 0.25
"""Seconds between two looks at the clock and at what the user wants."""


@dataclass
class Loop:
    """One invocation of a campaign's loop."""

    harness: Harness
    ledger: Ledger
    lineage: Lineage
    policy: Policy
    executor: Executor
    watch: Callable[[Loop], None]
    """Called after every change and at least every TICK seconds, to show progress."""
    drain: threading.Event = field(default_factory=threading.Event)
    """Set to finish what is under way and decide nothing more."""
    _running: dict[Future[Outcome], str] = field(default_factory=dict)
    _seen: int = 0
    _outages: int = 0
    _last_outage: str = ""

    def run(self) -> str:
        """Run until the budget is spent, nothing is left to do, or the user wants to stop; why it ended."""
        started = self.harness.clock()
        self._catch_up()
        for decided in list(self.lineage.open.values()):
            self._start(decided)
        why = ""
        while True:
            why = why or self._reason_to_stop(started)
            if not why:
                why = self._decide_all()
            if not self._running:
                return why
            self._collect()

    def state(self) -> State:
        """What the policy may know now."""
        config = self.harness.config
        return State(
            lineage=self.lineage,
            pending=self.lineage.open,
            tasks=self.lineage.started.tasks if self.lineage.started else (),
            evaluations=config.evaluations,
            newest_only=config.parents == "newest",
        )

    def _reason_to_stop(self, started: float) -> str:
        config = self.harness.config
        if self.drain.is_set():
            return "stopped by the user"
        if config.hours is not None and self.harness.clock() - started >= config.hours * 3600:
            return f"the wall time of {config.hours:g} h is spent"
        if self.harness.budget.refused:
            return self.harness.budget.refused
        if self._outages >= OUTAGES:
            return f"paused: {OUTAGES} attempts in a row failed by our own fault, the last one: {self._last_outage}"
        return ""

    def _decide_all(self) -> str:
        """Decide as long as workers are free; why to stop, or the empty string."""
        while len(self._running) < self.harness.config.workers:
            state, budget = self.state(), self.harness.config.evaluations
            if self.lineage.evaluations + state.pending_of("evaluate") >= budget:
                return f"the budget of {budget} evaluations is spent"
            if self.lineage.expansions + state.pending_of("expand") >= budget:
                return f"{budget} expansions, as many as evaluations are allowed, led to nothing that could be measured"
            number = self.lineage.decisions
            decision = self.policy.decide(state, decision_rng(self.harness.config.seed, number))
            if isinstance(decision, Stop):
                return decision.why
            if isinstance(decision, Wait):
                return ""
            decided = record(decision, number)
            self.ledger.append(decided)
            self._catch_up()
            self._start(decided)
        return ""

    def _start(self, decided: Decided) -> None:
        if decided.action == "evaluate":
            task = next(task for task in self.harness.suite.tasks() if task.id == decided.task)
            future: Future[Outcome] = self.executor.submit(
                evaluate, self.harness, decided.attempt, decided.agents[0], task
            )
        else:
            rng = random.Random(attempt_seed(self.harness.config.seed, f"{decided.attempt}/entry"))
            work = brief(self.lineage, decided.agents, rng)
            future = self.executor.submit(expand, self.harness, decided.attempt, work)
        self._running[future] = decided.attempt
        self.watch(self)

    def _collect(self) -> None:
        """Wait for the next attempt to end, and write down what came of it."""
        ended, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        # By name, not by chance: the order in which the facts of one moment are written should not depend on a set's.
        for future in sorted(ended, key=self._running.__getitem__):
            del self._running[future]
            self._write(future.result())
        self.watch(self)

    def _write(self, outcome: Outcome) -> None:
        if isinstance(outcome, Born) and outcome.agent in self.lineage:
            outcome = Stillborn(
                attempt=outcome.attempt,
                parents=outcome.parents,
                stage="duplicate",
                reason=f"the same change was born before as {outcome.agent[:8]}",
                proposal=outcome.proposal,
                spend=outcome.spend,
            )
        self.ledger.append(outcome)
        self._count_outage(outcome)
        self._catch_up()

    def _count_outage(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._outages, self._last_outage = self._outages + 1, outcome.reason
        elif isinstance(outcome, Verdict) and outcome.outcome == "unscored":
            self._outages, self._last_outage = self._outages + 1, outcome.detail
        else:
            self._outages = 0

    def _catch_up(self) -> None:
        """Fold what the ledger has gained, the spending written by workers included."""
        for entry in self.ledger.facts(after=self._seen):
            self.lineage.add(entry.fact)
            self._seen = entry.seq


def decision_rng(seed: int, number: int) -> random.Random:
    """The source of chance of one decision: it follows from the campaign's seed and the decision's number."""
    return random.Random(f"{seed}/decision/{number}")


def record(decision: Expand | Evaluate, number: int) -> Decided:
    """A decision as the fact that is kept of it."""
    expands = isinstance(decision, Expand)
    return Decided(
        number=number,
        attempt=f"{number:05d}-{'expand' if expands else 'evaluate'}",
        action="expand" if expands else "evaluate",
        agents=decision.parents if isinstance(decision, Expand) else (decision.agent,),
        task=decision.task if isinstance(decision, Evaluate) else None,
        why=decision.why,
        candidates=decision.candidates,
    )
