"""The lineage against a computation from scratch, for any history of facts; and that reading changes nothing."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.facts import (
    Born,
    Chosen,
    Decided,
    Fact,
    Failed,
    Note,
    Proposal,
    Spend,
    Spent,
    Started,
    Stillborn,
    Verdict,
)
from archive.lineage import Lineage, LineageError, LineageView, Record, Tally

TASKS = ("t0", "t1", "t2")
SPENDS = st.builds(
    Spend, calls=st.integers(0, 3), usd=st.sampled_from([0.0, 0.25]), seconds=st.sampled_from([0.0, 2.0])
)
PROPOSAL = Proposal(title="p", diagnosis="d", change="c", entry="t0")


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Any history that a campaign could write: one or two parents, outcomes of every kind, lost attempts."""
    agents = ["agent0"]
    kinds = st.sampled_from(["verdict", "verdict", "born", "stillborn", "failed", "open", "spent", "heldout", "note"])
    history: list[Fact] = [Born(attempt="seed", agent="agent0", parents=())]
    for number, kind in enumerate(draw(st.lists(kinds, max_size=30))):
        attempt = f"attempt{number}"
        some = draw(st.lists(st.sampled_from(agents), min_size=1, max_size=2, unique=True))
        history += _told(draw, kind, attempt, number, tuple(some), f"agent{len(agents)}")
        if kind == "born":
            agents.append(f"agent{len(agents)}")
    return history


def _told(draw: st.DrawFn, kind: str, attempt: str, number: int, agents: tuple[str, ...], new: str) -> Sequence[Fact]:
    spend, task = draw(SPENDS), draw(st.sampled_from(TASKS))
    expand = Decided(number=number, attempt=attempt, action="expand", agents=agents, why="", candidates=())
    evaluate = expand.model_copy(update={"action": "evaluate", "agents": agents[:1], "task": task})
    outcome: Literal["solved", "failed", "tampered", "unscored"]
    outcome = draw(st.sampled_from(["solved", "failed", "tampered", "unscored"]))
    verdict = Verdict(attempt=attempt, agent=agents[0], task=task, outcome=outcome, spend=spend)
    by_kind: dict[str, Sequence[Fact]] = {
        "verdict": [evaluate, verdict],
        "heldout": [verdict.model_copy(update={"split": "heldout"})],
        "born": [expand, Born(attempt=attempt, agent=new, parents=agents, proposal=PROPOSAL, spend=spend)],
        "stillborn": [expand, Stillborn(attempt=attempt, parents=agents, stage="unsafe", reason="", spend=spend)],
        "failed": [expand, Failed(attempt=attempt, reason="", spend=spend)],
        "open": [evaluate],
        "spent": [Spent(attempt=attempt, model="m", input_tokens=1, output_tokens=2, usd=0.5)],
        "note": [Note(about="x", text="y"), Chosen(agent=agents[0], why="", candidates=())],
    }
    return by_kind[kind]


def scanned(facts: Sequence[Fact]) -> dict[str, Any]:
    """What a lineage must say after these facts, computed anew from all of them, by definition."""
    born = [fact for fact in facts if isinstance(fact, Born)]
    counted = [f for f in facts if isinstance(f, Verdict) and f.split == "search" and f.outcome != "unscored"]
    ended = {fact.attempt for fact in facts if isinstance(fact, Born | Stillborn | Verdict | Failed)}
    below = {fact.agent: {fact.agent} for fact in born}
    for fact in reversed(born):
        for parent in fact.parents:
            below[parent] |= below[fact.agent]
    depth: dict[str, int] = {}
    for fact in born:
        depth[fact.agent] = max((depth[parent] + 1 for parent in fact.parents), default=0)

    def tally(agents: set[str]) -> tuple[int, int]:
        counts = Counter(fact.outcome == "solved" for fact in counted if fact.agent in agents)
        return counts[True], counts[False]

    return {
        "agents": [
            {
                "id": fact.agent,
                "number": number,
                "parents": fact.parents,
                "depth": depth[fact.agent],
                "proposal": fact.proposal,
                "own": tally({fact.agent}),
                "clade": tally(below[fact.agent]),
                "children": tuple(other.agent for other in born if fact.agent in other.parents),
                "stillborn": tuple(f for f in facts if isinstance(f, Stillborn) and fact.agent in f.parents),
                "results": {
                    task: tuple(f.outcome for f in counted if (f.agent, f.task) == (fact.agent, task))
                    for task in {f.task for f in counted if f.agent == fact.agent}
                },
                "attempts": {f.attempt for f in counted if f.agent == fact.agent},
                "usd": sum(
                    f.spend.usd
                    for f in facts
                    if (isinstance(f, Born) or (isinstance(f, Verdict) and f.split == "search"))
                    and f.agent == fact.agent
                ),
                "descendants": below[fact.agent] - {fact.agent},
                "ancestors": {agent for agent in below if fact.agent in below[agent]} - {fact.agent},
                "heldout": tuple(
                    f for f in facts if isinstance(f, Verdict) and f.agent == fact.agent and f.split == "heldout"
                ),
            }
            for number, fact in enumerate(born)
        ],
        "evaluations": len(counted),
        "expansions": sum(isinstance(f, Stillborn) or (isinstance(f, Born) and bool(f.parents)) for f in facts),
        "decisions": sum(isinstance(fact, Decided) for fact in facts),
        "open": [fact for fact in facts if isinstance(fact, Decided) and fact.attempt not in ended],
        "chosen": next((fact for fact in reversed(facts) if isinstance(fact, Chosen)), None),
        "notes": tuple(fact for fact in facts if isinstance(fact, Note)),
        "usd": sum(fact.usd for fact in facts if isinstance(fact, Spent)),
        "seconds": sum(f.spend.seconds for f in facts if isinstance(f, Born | Stillborn | Verdict | Failed)),
    }


def told(lineage: Lineage) -> dict[str, Any]:
    """The same from the lineage, through every reader that it has."""
    return {
        "agents": [
            {
                "id": record.id,
                "number": record.number,
                "parents": record.parents,
                "depth": record.depth,
                "proposal": record.proposal,
                "own": record.own,
                "clade": record.clade,
                "children": record.children,
                "stillborn": record.stillborn,
                "results": dict(record.results),
                "attempts": {run.attempt for runs in record.runs.values() for run in runs},
                "usd": record.spend.usd,
                "descendants": set(lineage.descendants(record.id)),
                "ancestors": set(lineage.ancestors(record.id)),
                "heldout": lineage.heldout(record.id),
            }
            for record in map(lineage.__getitem__, lineage.agents)
        ],
        "evaluations": lineage.evaluations,
        "expansions": lineage.expansions,
        "decisions": lineage.decisions,
        "open": list(lineage.open.values()),
        "chosen": lineage.chosen,
        "notes": lineage.notes,
        "usd": lineage.spend.usd,
        "seconds": lineage.spend.seconds,
    }


@settings(max_examples=150, deadline=None)
@given(histories())
def test_fact_by_fact_is_the_same_as_from_scratch(history: list[Fact]) -> None:
    lineage = Lineage()
    for number, fact in enumerate(history, 1):
        lineage.add(fact)
        assert told(lineage) == scanned(history[:number])
    assert told(Lineage(history)) == told(lineage)


@settings(max_examples=50, deadline=None)
@given(histories())
def test_reading_changes_nothing(history: list[Fact]) -> None:
    read, unread = Lineage(), Lineage(history)
    for fact in history:
        read.add(fact)
        assert told(read) == told(read)
        for agent in read.agents:
            list(read.ancestors(agent)), read.path(agent), read[agent].expansions, read[agent].own.mean
    assert told(read) == told(unread) == told(unread)


@settings(max_examples=50, deadline=None)
@given(histories())
def test_descendants_and_ancestors_come_once_each_and_nearest_first(history: list[Fact]) -> None:
    lineage = Lineage(history)
    for agent in lineage.agents:
        for others in (list(lineage.ancestors(agent)), list(lineage.descendants(agent))):
            assert len(others) == len(set(others))
        path = lineage.path(agent)
        assert (path[0], path[-1]) == (lineage.agents[0], agent)
        assert all(lineage[child].parents[0] == parent for parent, child in pairwise(path))


def born(agent: str, *parents: str) -> Born:
    return Born(attempt=f"bear {agent}", agent=agent, parents=parents)


def verdict(agent: str, outcome: Any, task: str = "t", **more: Any) -> Verdict:
    return Verdict(attempt=f"{agent} {task} {outcome}", agent=agent, task=task, outcome=outcome, **more)


def test_a_grandchild_of_two_ways_is_counted_once() -> None:
    lineage = Lineage([born("seed"), born("l", "seed"), born("r", "seed"), born("both", "l", "r")])
    lineage.add(verdict("both", "solved"))
    lineage.add(verdict("r", "tampered"))
    clades = {agent: lineage[agent].clade for agent in lineage.agents}
    assert clades == {"seed": Tally(1, 1), "l": Tally(1, 0), "r": Tally(1, 1), "both": Tally(1, 0)}
    assert lineage["seed"].own == Tally(0, 0)
    assert lineage["both"].depth == 2
    assert list(lineage.ancestors("both")) == ["l", "r", "seed"]


def test_a_task_may_be_evaluated_again_and_every_run_counts() -> None:
    lineage = Lineage([born("seed"), verdict("seed", "failed"), verdict("seed", "solved"), verdict("seed", "unscored")])
    record = lineage["seed"]
    assert record.results == {"t": ("failed", "solved")}
    assert record.own == Tally(1, 1)
    assert (record.own.mean, Tally().mean) == (0.5, 0.0)
    assert "t" in record.results
    assert "u" not in record.results


def test_a_view_follows_the_lineage_and_cannot_reach_what_is_held_out() -> None:
    lineage = Lineage([Started(version="0", config="", suite="", tasks=()), born("seed")])
    view = lineage.view()
    lineage.add(verdict("seed", "solved", split="heldout", spend=Spend(usd=1.0)))
    lineage.add(born("child", "seed"))
    assert type(view) is LineageView
    assert view.agents == ("seed", "child")
    assert view["seed"].results == {}
    assert view["seed"].spend == Spend()
    assert lineage.heldout("seed")[0].outcome == "solved"
    assert lineage.heldout("child") == ()
    assert _reachable(view).isdisjoint({"heldout", "solved"})


def _reachable(thing: object) -> set[str]:
    """All text that can be reached from an object by following attributes and containers."""
    seen: set[int] = set()
    texts: set[str] = set()
    queue = [thing]
    while queue:
        each = queue.pop()
        if id(each) in seen or isinstance(each, type) or callable(each):
            continue
        seen.add(id(each))
        if isinstance(each, str):
            texts.add(each)
        elif isinstance(each, Mapping):
            queue += [*each.keys(), *each.values()]
        elif isinstance(each, list | tuple | set):
            queue += each
        elif dataclasses.is_dataclass(each):
            queue += [getattr(each, field.name) for field in dataclasses.fields(each)]
        elif hasattr(each, "__dict__"):
            queue += [*vars(each).values()]
    return texts


def test_what_is_read_cannot_be_used_to_write() -> None:
    lineage = Lineage([born("seed"), born("child", "seed"), verdict("child", "solved")])
    assert isinstance(lineage["seed"], Record)
    record: Any = lineage["seed"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.clade = Tally(9, 9)
    mappings: list[Any] = [lineage.open, record.runs, record.results]
    for mapping in mappings:
        with pytest.raises(TypeError):
            mapping["x"] = ()
    children = record.children
    children += ("forged",)
    agents = lineage.agents
    agents += ("forged",)
    assert record.children == ("child",)
    assert lineage.agents == ("seed", "child")


BAD: list[tuple[Fact, str]] = [
    (born("seed"), "was born before"),
    (born("new", "nobody"), "never born"),
    (born("new", "seed", "nobody"), "never born"),
    (verdict("nobody", "solved"), "never born"),
    (verdict("nobody", "solved", split="heldout"), "never born"),
    (Stillborn(attempt="x", parents=("seed", "nobody"), stage="unsafe", reason=""), "never born"),
]


@pytest.mark.parametrize(("fact", "why"), BAD)
def test_a_fact_that_does_not_fit_is_refused_and_changes_nothing(fact: Fact, why: str) -> None:
    lineage = Lineage([born("seed"), verdict("seed", "solved")])
    before = told(lineage)
    with pytest.raises(LineageError, match=why):
        lineage.add(fact)
    assert told(lineage) == before
