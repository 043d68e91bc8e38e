"""How fast the archive is, as ratios against floors that are measured in the same run."""

from __future__ import annotations

import gc
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

import pytest

from archive.facts import Born, Decided, Fact, Spend, Spent, Verdict
from archive.ledger import Ledger
from archive.lineage import Lineage
from archive.objects import AgentFile
from archive.store import AgentStore

pytestmark = pytest.mark.bench

DEEPEST = 8
"""Depth of the measured trees: the same at every size, since that is what adding a fact may cost."""


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


def births(agents: int) -> Iterator[Born]:
    """A tree of that many agents in which every depth up to the deepest has its share."""
    rng, depths = random.Random(0), [0]
    yield Born(attempt="seed", agent=name(0), parents=())
    for number in range(1, agents):
        parent = rng.choice([parent for parent in rng.choices(range(number), k=20) if depths[parent] < DEEPEST] or [0])
        depths.append(depths[parent] + 1)
        yield Born(attempt=f"b{number}", agent=name(number), parents=(name(parent),))


def name(number: int) -> str:
    return f"{number:040x}"


def verdicts(agents: list[str], amount: int) -> list[Verdict]:
    rng, numbers = random.Random(1), count()
    return [
        Verdict(attempt=f"v{next(numbers)}", agent=rng.choice(agents), task=f"t{rng.randrange(24)}", outcome="solved")
        for _ in range(amount)
    ]


def campaign(facts: int, agents: int = 60) -> list[Fact]:
    """A campaign as the loop writes it: decision, model calls, verdict; candidates with their probabilities."""
    history: list[Fact] = list(births(agents))
    names = [fact.agent for fact in history if isinstance(fact, Born)]
    candidates = tuple((agent, 0.1) for agent in names[:10])
    for number, verdict in enumerate(verdicts(names, (facts - agents) // 4)):
        attempt, agents_, task = verdict.attempt, (verdict.agent,), verdict.task
        spent = Spent(attempt=attempt, model="scripted", input_tokens=900, output_tokens=90, usd=0.001)
        history += [
            Decided(
                number=number, attempt=attempt, action="evaluate", agents=agents_, task=task, why="a Thompson sample",
                candidates=candidates,
            ),
            spent,
            spent,
            verdict.model_copy(update={"spend": Spend(calls=2, seconds=1.5)}),
        ]  # fmt: skip
    return history


def test_appending_costs_little_more_than_sqlite_itself(tmp_path: Path) -> None:
    facts = campaign(1500)
    bare = sqlite3.connect(tmp_path / "bare", isolation_level=None)
    bare.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (body TEXT, at REAL)")
    bodies = iter([fact.model_dump_json() for fact in facts])
    parts = iter([facts[at : at + 400] for at in (0, 400, 800)])
    with Ledger.create(tmp_path / "ledger") as ledger:
        ours = seconds(lambda: [ledger.append(fact) for fact in next(parts)])
        floor = seconds(lambda: [bare.execute("INSERT INTO t VALUES (?, 0)", (next(bodies),)) for _ in range(400)])
    bare.close()
    print(f"\nappend: {400 / ours:.0f} facts/s, bare durable INSERT {400 / floor:.0f}/s, ratio {ours / floor:.2f}")
    assert ours / floor < 4


def test_opening_a_campaign_costs_little_more_than_reading_its_json(tmp_path: Path) -> None:
    facts, path = campaign(100_000), tmp_path / "ledger"
    with Ledger.create(path) as ledger:
        ledger.append(*facts)

    def ours() -> None:
        with Ledger.read(path) as reader:
            assert Lineage(entry.fact for entry in reader.facts()).evaluations > 20_000

    def floor() -> None:
        db = sqlite3.connect(path)
        assert sum(1 for (body,) in db.execute("SELECT body FROM facts") if json.loads(body)) == len(facts)
        db.close()

    opened, read = seconds(ours), seconds(floor)
    print(f"\nopen {len(facts)} facts: {opened:.2f} s, SELECT and json.loads {read:.2f} s, ratio {opened / read:.2f}")
    assert opened / read < 5


def _adding(agents: int) -> float:
    lineage = Lineage(births(agents))
    new = iter([verdicts(list(lineage.agents), 20_000) for _ in range(3)])
    return seconds(lambda: [lineage.add(fact) for fact in next(new)]) / 20_000  # type: ignore[func-returns-value]


def test_adding_a_fact_costs_the_depth_not_the_size() -> None:
    cost = {agents: _adding(agents) for agents in (1_000, 100_000)}
    ratio = cost[100_000] / cost[1_000]
    print(
        f"\nadd a verdict: {cost[1_000] * 1e6:.1f} us at 1e3 agents, {cost[100_000] * 1e6:.1f} us at 1e5, {ratio:.2f}"
    )
    # A hundred times as many agents; what is left is the cost of memory that no longer fits the processor's caches.
    assert ratio < 4


def test_storing_a_child_costs_its_changes_not_its_files(tmp_path: Path) -> None:
    store, numbers = AgentStore(tmp_path / "agents.git"), count()
    files = {f"d{n % 4}/{n}.py": AgentFile(b"%d\n" % n * 300) for n in range(20)}
    seed = store.put(files)
    changed = seconds(lambda: store.put({**files, "d0/0.py": AgentFile(b"%d" % next(numbers))}, [seed]), 10)
    whole = seconds(
        lambda: store.put({path: AgentFile(b"%d" % next(numbers) + file.data) for path, file in files.items()}, [seed]),
        10,
    )
    ratio = changed / whole
    print(f"\nstore 20 files: {whole * 1e3:.1f} ms all new, {changed * 1e3:.1f} ms if one changed, ratio {ratio:.2f}")
    assert ratio < 0.8
