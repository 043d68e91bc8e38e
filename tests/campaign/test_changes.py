"""The repertoire of changes to the agent's source: real code that does what it says, tried in real runs."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.edits import EditError, apply_edits
from campaign.scripted.known import CHANGES, Change, load_change
from campaign.scripted.upstream import ScriptedUpstream
from sandbox.model import ModelRequest, Route
from sandbox.tree import File, Tree
from tests.agent.claims import CLAIMS, Child
from tests.agent.stub_gateway import SEED, Raw, Say, call, gateway, play, start

KINDS = {path.stem: tomllib.loads(path.read_text())["kind"] for path in sorted(CHANGES.glob("*.toml"))}
REPERTOIRE: dict[str, Change] = {slug: load_change(CHANGES / f"{slug}.toml") for slug in KINDS}
HELPFUL = [slug for slug, kind in KINDS.items() if kind == "helpful"]
ALIVE = [slug for slug, kind in KINDS.items() if kind != "broken"]
BROKEN = [slug for slug, kind in KINDS.items() if kind == "broken"]
PAIR_FLOOR = 0.95
PROMPT = (CHANGES.parents[1] / "prompts" / "self_edit.md").read_text()


def seed() -> dict[str, File]:
    """The seed agent as a tree."""
    paths = [path for path in SEED.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(SEED).as_posix(): File(path.read_bytes()) for path in paths}


def put(tree: Tree, folder: Path) -> Path:
    """Write a tree to a folder."""
    for path, file in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file.data)
    return folder


def with_changes(*slugs: str) -> dict[str, File]:
    """The seed with these changes, in order. Raises EditError if one does not fit."""
    tree = seed()
    for slug in slugs:
        tree = apply_edits(tree, REPERTOIRE[slug].edits)
    return tree


def source(tree: Tree) -> str:
    return "\n".join(file.data.decode() for _, file in sorted(tree.items()))


def own_tests(agent: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-W", "error", "-m", "unittest", "discover", "-s", "tests"]
    return subprocess.run(command, cwd=agent, capture_output=True, text=True, timeout=120)


def all_that_fit(slugs: list[str]) -> tuple[dict[str, File], list[str]]:
    """The seed with these changes one after the other, and those that did not fit any more."""
    tree, left = seed(), []
    for slug in slugs:
        try:
            tree = apply_edits(tree, REPERTOIRE[slug].edits)
        except EditError:
            left.append(slug)
    return tree, left


def test_the_repertoire_is_broad() -> None:
    counts = {kind: list(KINDS.values()).count(kind) for kind in ("helpful", "useless", "harmful", "broken")}
    assert sum(counts.values()) == len(KINDS)
    assert counts["helpful"] >= 9
    assert min(counts["useless"], counts["harmful"]) >= 4
    assert counts["broken"] >= 3
    assert sorted(CLAIMS) == HELPFUL
    print(f"\n{counts}")


def test_titles_are_unique_headings() -> None:
    titles = [change.title for change in REPERTOIRE.values()]
    assert len({title.lower() for title in titles}) == len(titles)
    assert all("\n" not in title and len(title) <= 80 for title in titles)


@pytest.mark.parametrize("slug", KINDS)
def test_it_applies_to_the_seed_and_is_told_by_its_mark_alone(slug: str) -> None:
    change, before, after = REPERTOIRE[slug], seed(), with_changes(slug)
    assert after != before
    assert change.present not in source(before)
    assert change.present in source(after)
    others = [other for other in KINDS if other != slug and change.present in source(with_changes(other))]
    assert others == []
    assert change.weight > 0
    assert all(edit.path in change.idea for edit in change.edits if edit.old is not None), "it says where"


@pytest.mark.parametrize("slug", KINDS)
def test_its_edits_stay_apart(slug: str) -> None:
    """Made in any order, the edits give the same tree: a coder may make them one at a time as it comes to them."""
    edits = REPERTOIRE[slug].edits
    assert apply_edits(seed(), reversed(edits)) == apply_edits(seed(), edits)


@pytest.mark.parametrize("slug", ALIVE)
def test_an_agent_with_it_starts_and_finishes(slug: str, tmp_path: Path) -> None:
    agent = put(with_changes(slug), tmp_path / "agent")
    (tmp_path / "work").mkdir()
    with gateway(play(call("edit", command="create", path="hello.txt", content="hello\n"))) as up:
        ended = start(agent, tmp_path / "work", up)
    assert (ended.code, ended.stderr) == (0, "")
    assert (tmp_path / "work" / "hello.txt").read_text() == "hello\n"


@pytest.mark.parametrize("slug", HELPFUL)
def test_a_helpful_one_keeps_the_agents_own_tests_passing(slug: str, tmp_path: Path) -> None:
    ended = own_tests(put(with_changes(slug), tmp_path))
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("slug", HELPFUL)
def test_a_helpful_one_does_what_it_says(slug: str, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    CLAIMS[slug](Child(put(with_changes(slug), tmp_path / "agent"), tmp_path / "work"))


@pytest.mark.parametrize("slug", BROKEN)
def test_a_broken_one_does_not_start(slug: str, tmp_path: Path) -> None:
    agent = put(with_changes(slug), tmp_path / "agent")
    (tmp_path / "work").mkdir()
    with gateway(play()) as up:
        ended = start(agent, tmp_path / "work", up)
    assert ended.code != 0
    assert up.requests == [], "it ends before it asks the model"


def test_clipping_everything_harms(tmp_path: Path) -> None:
    agent = put(with_changes("clip-everything"), tmp_path / "agent")
    (tmp_path / "a.py").write_text("x = 1\n" * 100)
    with gateway(play(call("edit", command="view", path="a.py"))) as up:
        start(agent, tmp_path, up)
    assert up.tool_results() == [("x = 1\n" * 100)[:300] + "\n[clipped: 300 more characters]"]


def test_hasty_commands_harm(tmp_path: Path) -> None:
    agent = put(with_changes("hasty-bash"), tmp_path / "agent")
    with gateway(play(call("bash", command="echo partial; sleep 5"))) as up:
        start(agent, tmp_path, up)
    assert up.tool_results() == ["[killed after 1 seconds]\nnothing to show"]


@pytest.mark.parametrize(("slug", "requests"), [("few-steps", 4), ("stop-after-edit", 1)])
def test_stopping_early_harms(slug: str, requests: int, tmp_path: Path) -> None:
    agent = put(with_changes(slug), tmp_path / "agent")
    edit = call("edit", command="create", path="a.txt", content="x")
    with gateway(play(*[edit] * 9)) as up:
        assert start(agent, tmp_path, up).code == 0
    assert len(up.requests) == requests


def test_a_short_memory_harms(tmp_path: Path) -> None:
    agent = put(with_changes("short-memory"), tmp_path / "agent")
    with gateway(play(*[call("bash", command=f"echo fact {number}") for number in range(9)])) as up:
        assert start(agent, tmp_path, up).code == 0
    assert len(up.texts()) == 10
    assert not any("fact 2" in (text or "") for _, text in up.texts())


def test_helpful_ones_fit_on_top_of_each_other() -> None:
    pairs = list(itertools.permutations(HELPFUL, 2))
    unfit = []
    for first, second in pairs:
        try:
            tree = with_changes(first, second)
        except EditError:
            unfit.append(f"{second} after {first}")
            continue
        for path, file in tree.items():
            if path.endswith(".py"):
                compile(file.data, path, "exec")
    print(f"\n{len(pairs) - len(unfit)} of {len(pairs)} ordered pairs fit; not: {unfit}")
    assert len(unfit) <= (1 - PAIR_FLOOR) * len(pairs)


@pytest.mark.parametrize("order", range(3))
def test_all_helpful_ones_together_make_a_sound_agent(order: int, tmp_path: Path) -> None:
    slugs = random.Random(order).sample(HELPFUL, len(HELPFUL))
    tree, left = all_that_fit(slugs)
    assert len(left) <= 1, left
    agent = put(tree, tmp_path / "agent")
    ended = own_tests(agent)
    assert ended.returncode == 0, ended.stderr
    long = {path: file.data.count(b"\n") for path, file in tree.items() if file.data.count(b"\n") > 120}
    assert {"loop.py", "tools/edit.py"} <= long.keys(), "grown past what the scripted model can rewrite whole"
    (tmp_path / "work").mkdir()
    with gateway(play(Say("hm"), call("edit", command="create", path="a.py", content="x = 1\n"))) as up:
        assert start(agent, tmp_path / "work", up).code == 0
    assert (tmp_path / "work" / "a.py").read_text() == "x = 1\n"
    print(f"\nin this order {left} did not fit; files grown long: {long}")


def write_by_itself(agent: Tree, slug: str, folder: Path, attempt: int) -> dict[str, bytes]:
    """What an agent makes of a copy of its own source when it is asked for a change, with the scripted model."""
    upstream, change = ScriptedUpstream(), REPERTOIRE[slug]

    def player(body: dict[str, Any]) -> Raw:
        response = upstream.complete(ModelRequest(Route.OPENAI_CHAT, "scripted", body, attempt))
        return Raw(response.status, json.dumps(response.body))

    problem = PROMPT.format(title=change.title, diagnosis="It lacks this.", change=change.idea)
    workspace = put(agent, folder / "work")
    with gateway(player) as up:
        ended = start(put(agent, folder / "agent"), workspace, up, problem=problem)
    assert ended.code == 0, ended.stderr
    return {p.relative_to(workspace).as_posix(): p.read_bytes() for p in workspace.rglob("*") if p.is_file()}


def can_write(agent: Tree, slug: str, folder: Path) -> bool:
    """Whether an agent makes a change of itself as it is meant, at one of a few tries, as the model's pen may slip."""
    wanted = {path: file.data for path, file in apply_edits(agent, REPERTOIRE[slug].edits).items()}
    return any(write_by_itself(agent, slug, folder / str(attempt), attempt) == wanted for attempt in range(6))


@pytest.mark.parametrize("slug", KINDS)
def test_the_seed_can_write_it_with_the_scripted_model(slug: str, tmp_path: Path) -> None:
    assert can_write(seed(), slug, tmp_path)


def test_a_better_editor_is_a_better_self_improver(tmp_path: Path) -> None:
    """Files that have grown are too long to be written out whole; from then on string replacement decides."""
    grown = ("review", "unchanged-nudge", "shorten-history")
    assert 120 < with_changes(*grown)["loop.py"].data.count(b"\n") <= 150
    assert not can_write(with_changes(*grown), "test-feedback", tmp_path / "without")
    assert can_write(with_changes("str-replace", *grown), "test-feedback", tmp_path / "with")
