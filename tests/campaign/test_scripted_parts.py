"""The scripted model's parts: hunks, pictures of files, places, chance."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.edits import apply_edits
from benchmarks.starter.tasks import load_tasks
from campaign.scripted.chance import chance, pick
from campaign.scripted.conversation import Call, Done, Offer
from campaign.scripted.hunks import anchored, slips
from campaign.scripted.known import CHANGES, BadChange, Repertoire, load_change
from campaign.scripted.means import LIST_FILES, Means
from campaign.scripted.picture import FilePicture, shown, watch
from campaign.scripted.places import candidates, is_named, patterns
from campaign.scripted.plan import plan
from tests.campaign.scripted_runs import known

EDITOR = Offer("edit", {"command": {"enum": ["view", "create", "overwrite", "str_replace"]}, "view_range": {}})
SHELL = Offer("bash", {"command": {"type": "string"}})
FINDER = Offer("search", {"pattern": {"type": "string"}})
MEANS = Means.among([SHELL, EDITOR, FINDER])


def did(tool: str, result: str, **arguments: object) -> Done:
    return Done(Call("1", tool, arguments), result)


def test_hunks_between_texts_stand_once_and_lead_from_one_to_the_other() -> None:
    rng = random.Random(1)
    for _ in range(300):
        before = [rng.choice("abcd") + "\n" for _ in range(rng.randrange(1, 30))]
        after = [line for line in before if rng.random() > 0.15 for _ in range(1 + (rng.random() < 0.1))] + ["end\n"]
        old, new = "".join(before), "".join(after)
        hunks = anchored(old, new)
        assert all(old.count(a) == 1 and new.count(b) == 1 for a, b in hunks)
        for a, b in reversed(hunks):
            old = old.replace(a, b, 1)
        assert old == new


def test_every_known_mistake_is_led_back_to_the_solution_step_by_step() -> None:
    for task in load_tasks():
        work = known(task.title)
        goal = apply_edits(task.base, task.reference)
        for path in {edit.path for edit in task.reference if edit.old is not None}:
            for start in (task.base, *(apply_edits(task.base, wrong) for wrong in task.wrong)):
                text = start[path].data.decode()
                for _ in range(20):
                    step = plan(FilePicture.of(text), path, task.reference, work).hunk
                    if step is None:
                        break
                    assert text.count(step[0]) == 1
                    text = text.replace(*step)
                assert text == goal[path].data.decode()


def test_slips_leave_all_but_a_little_as_it_was() -> None:
    change = load_change(CHANGES / "str-replace.toml")
    found = slips(change.edits)
    assert found
    for edits in found:
        differing = [(a, b) for a, b in zip(edits, change.edits, strict=True) if a != b]
        assert len(differing) == 1
        assert abs(len(differing[0][0].new) - len(differing[0][1].new)) <= 1


@pytest.mark.parametrize(
    ("result", "lines", "start", "more"),
    [
        ("a\nb\n", ("a\n", "b\n"), None, None),
        ("a\nb\n[clipped: 7 more lines]", ("a\n", "b\n"), None, 7),
        ("a\nbbb\n[clipped: 70 more characters]", ("a\n",), None, None),
        ("    12\ta\n    13\tb\n", ("a\n", "b\n"), 12, None),
        ("1: a\n3: b\n", ("1: a\n", "3: b\n"), None, None),
    ],
)
def test_a_view_is_read_as_shown(result: str, lines: tuple[str, ...], start: int | None, more: int | None) -> None:
    view = shown(result)
    assert (view.lines, view.start, view.more_lines) == (lines, start, more)


def test_a_picture_grows_by_windows_and_follows_edits() -> None:
    events = [
        did("edit", "1\n2\n[clipped: 4 more lines]", command="view", path="a"),
        did("edit", "5\n6\n", command="view", path="a", view_range=[5, 8]),
        did("edit", "Wrote a.", command="str_replace", path="a", old="2\n", new="2\nnew\n"),
    ]
    picture = watch(events, MEANS).files["a"]
    assert (picture.total, picture.complete, sorted(picture.lines)) == (7, False, [1, 2, 3, 6, 7])
    assert picture.next_window(10) == (4, 13)
    last = did("edit", "3\n4\n[clipped: 2 more lines]", command="view", path="a", view_range=[4, 5])
    complete = watch([*events, last], MEANS).files["a"]
    assert (complete.complete, complete.text) == (True, "1\n2\nnew\n3\n4\n5\n6\n")


def test_a_refused_edit_makes_it_look_again_and_a_lost_result_shows_nothing() -> None:
    view = did("edit", "1\n2\n", command="view", path="./a")
    refused = did("edit", "Error: old occurs 0 times", command="str_replace", path="a", old="x", new="y")
    assert "a" in watch([view], MEANS).files
    assert "a" not in watch([view, refused], MEANS).files
    lost = did("edit", "[3000 characters are left out here: def f(): …]", command="view", path="a")
    assert not watch([lost], MEANS).files["a"].lines


def test_listings_and_searches_show_paths() -> None:
    listing = did("bash", "./b/c.py\n./a.py\n", command=LIST_FILES)
    seen = watch([listing, did("search", "b/c.py:3: def f():\n", pattern="f")], MEANS)
    assert seen.listed == ["b/c.py", "a.py"]
    assert seen.found == {"b/c.py"}


def test_means_are_told_by_their_parameters_not_by_their_names() -> None:
    renamed = Means.among([Offer("x", SHELL.properties), Offer("y", EDITOR.properties)])
    assert renamed.run("ls") == ("x", {"command": "ls"})
    assert renamed.view("a", (1, 2)) == ("y", {"command": "view", "path": "a", "view_range": [1, 2]})
    assert renamed.search("a") is None
    assert Means.among([Offer("y", {"command": {"enum": ["view"]}})]).replace("a", "b", "c") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("see `shop/money.py`, please", True),
        ("- shop/money.py (40 lines)", True),
        ("/workspace/shop/money.py", True),
        ("in money.py", False),
        ("old/shop/money.py", False),
        ("shop/money.pyc", False),
    ],
)
def test_a_path_is_named_in_full_or_not_at_all(text: str, named: bool) -> None:
    assert is_named("shop/money.py", text) is named


def test_candidates_are_modules_by_name() -> None:
    listing = ["b.py", "tests/test_b.py", "a/__init__.py", "a/z.py", "notes.md", "test_x.py"]
    assert candidates(listing) == ["a/z.py", "b.py", "a/__init__.py"]


def test_it_searches_for_what_is_defined_at_the_place() -> None:
    work = known("Add string replacement to the edit tool")
    assert len(patterns(work.right)) == 2
    assert patterns(known("Receipt lines lose cents of the discount").right)


def test_chance_is_fixed_for_all_time() -> None:
    assert chance(1, "a", "b") == 0.10751946182887566
    draws = [chance(seed, "x") for seed in range(2000)]
    assert 0.45 < sum(draws) / len(draws) < 0.55
    assert [pick([1, 0, 3], at) for at in (0.0, 0.2499, 0.25, 0.999999)] == [0, 0, 2, 2]


def test_a_bad_change_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('title = "x"')
    with pytest.raises(BadChange, match=r"bad\.toml: KeyError"):
        _ = Repertoire(changes=tmp_path).changes
