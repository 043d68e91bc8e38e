"""The end of a campaign: choose an agent, and measure it once beside the seed on tasks that nobody has seen."""

from __future__ import annotations

import random
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from itertools import chain, count

from archive.facts import Chosen, Note, Verdict
from archive.ledger import Ledger
from archive.lineage import Lineage, Tally
from benchmarks.suite import Split, Task
from campaign.evaluation import evaluate
from campaign.harness import Harness
from campaign.policy import Policy, State
from campaign.rows import SHORT, Score
from campaign.stats import Interval, bootstrap_mean, sign_test


def choose(ledger: Ledger, lineage: Lineage, policy: Policy, state: State) -> str:
    """Let the policy choose the final agent and write its choice down, unless it is written already."""
    choice = policy.choose(state)
    if lineage.chosen is None or lineage.chosen.agent != choice.agent:
        chosen = Chosen(agent=choice.agent, why=choice.why, candidates=choice.candidates)
        ledger.append(chosen)
        lineage.add(chosen)
    return choice.agent


@dataclass(frozen=True)
class HeldOutRun:
    """One run that the comparison at the end needs."""

    agent: str
    task: Task
    number: int

    @property
    def name(self) -> str:
        """What the runs of two agents are paired by."""
        return f"{self.task.id}-{self.number}"

    def fresh_attempt(self, tried: set[str]) -> str:
        """An id for this run that was not used yet: a run that could not be scored is run again under a new one."""
        ids = (f"heldout-{self.agent[:SHORT]}-{self.name}{retry}" for retry in chain([""], (f".{n}" for n in count(2))))
        return next(attempt for attempt in ids if attempt not in tried)


def heldout_runs(harness: Harness, agents: tuple[str, ...]) -> list[HeldOutRun]:
    """Every run of the held-out tasks, in order: task by task, the agents side by side."""
    tasks = [task for task in harness.suite.tasks() if task.split is Split.HELD_OUT]
    return [
        HeldOutRun(agent, task, number)
        for task in tasks
        for number in range(harness.config.heldout_runs)
        for agent in agents
    ]


def open_heldout(harness: Harness, ledger: Ledger, lineage: Lineage, executor: Executor, chosen: str) -> None:
    """Run the chosen agent and the seed on the held-out tasks; what is already measured is not run again.

    Opening them for another agent than before is written down: a held-out set that is opened often is no longer one.
    """
    seed = lineage.agents[0]
    agents = (seed,) if chosen == seed else (seed, chosen)
    due = [run for run in heldout_runs(harness, agents) if run.name not in _by_run(lineage, run.agent)]
    if not due:
        return
    tried = {run.attempt for agent in agents for run in lineage.heldout(agent)}
    opened = Note(about="heldout", text=f"opened for {', '.join(agent[:SHORT] for agent in agents)}")
    if opened not in lineage.notes:
        ledger.append(opened)
        lineage.add(opened)
    futures = [executor.submit(evaluate, harness, run.fresh_attempt(tried), run.agent, run.task) for run in due]
    for future in as_completed(futures):
        verdict = future.result()
        ledger.append(verdict)
        lineage.add(verdict)


@dataclass(frozen=True)
class Comparison:
    """The chosen agent beside the seed on held-out tasks. Tasks, not runs, are what varies: they are the sample."""

    seed: Score
    """Over runs."""
    chosen: Score
    difference: float
    """Mean over tasks of the chosen agent's pass rate less the seed's."""
    interval: Interval
    """95 % bootstrap interval of the difference, over tasks."""
    better: tuple[str, ...]
    """Tasks that the chosen agent solved more often."""
    worse: tuple[str, ...]
    p: float
    """One-sided exact sign test on those tasks."""
    unscored: int


def compare(lineage: Lineage, seed: str, chosen: str) -> Comparison:
    """Compare two agents on the held-out runs that both have."""
    before, after = _by_run(lineage, seed), _by_run(lineage, chosen)
    shared = sorted(before.keys() & after.keys())
    gains: dict[str, list[int]] = {}
    for key in shared:
        gain = (after[key].outcome == "solved") - (before[key].outcome == "solved")
        gains.setdefault(after[key].task, []).append(gain)
    means = {task: sum(values) / len(values) for task, values in gains.items()}
    better = tuple(task for task, mean in means.items() if mean > 0)
    worse = tuple(task for task, mean in means.items() if mean < 0)
    runs = [*lineage.heldout(seed), *lineage.heldout(chosen)]
    return Comparison(
        seed=_score([before[key] for key in shared]),
        chosen=_score([after[key] for key in shared]),
        difference=sum(means.values()) / max(1, len(means)),
        interval=bootstrap_mean(list(means.values()), random.Random(0)) if means else Interval(-1.0, 1.0),
        better=better,
        worse=worse,
        p=sign_test(len(better), len(worse)),
        unscored=sum(run.outcome == "unscored" for run in runs),
    )


def _by_run(lineage: Lineage, agent: str) -> dict[str, Verdict]:
    prefix = f"heldout-{agent[:SHORT]}-"
    runs = [run for run in lineage.heldout(agent) if run.outcome != "unscored"]
    return {run.attempt.removeprefix(prefix).split(".")[0]: run for run in runs}


def _score(runs: list[Verdict]) -> Score:
    solved = sum(run.outcome == "solved" for run in runs)
    return Score.of(Tally(solved, len(runs) - solved))
