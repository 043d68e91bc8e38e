"""The scripted model at work: the real seed agent and its descendants on real tasks and on their own source."""

from __future__ import annotations

import pytest

from benchmarks.edits import apply_edits
from campaign.scripted.limits import KEPT_LINES, PATIENCE, REST_OF_FILE
from campaign.scripted.means import LIST_FILES, RUN_TESTS
from tests.campaign.scripted_runs import SEED, changed, first_idea, known, run_agent, seed_for, task

REPLACE = "Add string replacement to the edit tool"
RANGE = "Let the edit tool view a range of lines"
SEARCH = "Add a search tool"
OUTLINE = "Show the model an outline of the files first"
FEEDBACK = "Show the model the project's failing tests before it stops"
TELL_TO_TEST = "Tell the model to run the project's tests"
REVIEW = "Ask the model to review its change before it stops"
ATTEMPTS = "Make several attempts and keep the best"
MODELS = ["scripted", "claude-scripted"]

SHORT = task("ini-quotes-and-comments")
LONG = task("markdown-table-cells")
MANY = task("receipt-discount-cents")


@pytest.mark.parametrize("model", MODELS)
def test_a_short_file_is_solved_when_the_first_idea_is_right(model: str) -> None:
    work = known(SHORT.title)
    ended = run_agent(SEED, SHORT.task.statement, SHORT.base, seed_for(work, work.right), model)
    assert ended.workspace == apply_edits(SHORT.base, SHORT.reference)
    assert (ended.code, ended.said) == (0, "I have made the change.")


@pytest.mark.parametrize("number", [0, 1])
def test_a_wrong_first_idea_stays_wrong_with_the_seed_agent(number: int) -> None:
    work = known(SHORT.title)
    ended = run_agent(SEED, SHORT.task.statement, SHORT.base, seed_for(work, work.wrong[number]))
    assert ended.workspace == apply_edits(SHORT.base, SHORT.wrong[number])
    assert ended.said == "I have made the change."


def test_the_same_seed_gives_the_same_conversation() -> None:
    runs = [run_agent(SEED, SHORT.task.statement, SHORT.base, seed=7) for _ in range(2)]
    # The counts of tokens follow the length of the workspace's path, which differs here and is the same in a sandbox.
    first, second = ([{**e.response, "usage": None} for e in run.exchanges] for run in runs)
    assert first == second
    assert len(first) > 2


def test_seeds_differ_in_what_comes_out() -> None:
    runs = [run_agent(SEED, SHORT.task.statement, SHORT.base, seed) for seed in range(12)]
    assert len({run.workspace["inifile/reader.py"] for run in runs}) > 1


def test_what_was_not_shown_is_not_changed() -> None:
    work = known(LONG.title)
    ended = run_agent(SEED, LONG.task.statement, LONG.base, seed_for(work, work.right))
    assert ended.workspace == LONG.base
    assert "that I was shown" in ended.said


def test_a_long_file_loses_its_end_when_it_is_written_out_whole() -> None:
    work = known(LONG.title)
    agent = changed(SEED, ["Show up to 400 lines of a file"])
    ended = run_agent(agent, LONG.task.statement, LONG.base, seed_for(work, work.right))
    rows = ended.workspace["plainmark/blocks.py"].data.decode().splitlines(keepends=True)
    assert (len(rows), rows[-1]) == (KEPT_LINES + 1, REST_OF_FILE)
    assert ended.said == "I have made the change."


@pytest.mark.parametrize("model", MODELS)
def test_a_long_file_is_solved_with_replacement_and_ranges(model: str) -> None:
    work = known(LONG.title)
    agent = changed(SEED, [REPLACE, RANGE])
    ended = run_agent(agent, LONG.task.statement, LONG.base, seed_for(work, work.right), model)
    assert ended.workspace == apply_edits(LONG.base, LONG.reference)


def test_ranges_alone_do_not_save_a_long_file() -> None:
    work = known(LONG.title)
    ended = run_agent(changed(SEED, [RANGE]), LONG.task.statement, LONG.base, seed_for(work, work.right))
    assert REST_OF_FILE.encode() in ended.workspace["plainmark/blocks.py"].data


def test_sed_comes_to_mind_only_when_the_agent_points_to_other_means() -> None:
    work = known(LONG.title)
    agent = changed(SEED, [REPLACE, "Tell the model what to do about clipped text"])
    seed = seed_for(work, work.right)
    ended = run_agent(agent, LONG.task.statement, LONG.base, seed)
    assert ended.workspace == apply_edits(LONG.base, LONG.reference)
    assert any("sed -n" in str(arguments) for _, arguments in ended.calls)
    without = run_agent(changed(SEED, [REPLACE]), LONG.task.statement, LONG.base, seed)
    assert not any("sed -n" in str(arguments) for _, arguments in without.calls)


def test_patience_ends_among_many_files() -> None:
    work = known(MANY.title)
    ended = run_agent(SEED, MANY.task.statement, MANY.base, seed_for(work, work.right))
    assert ended.said == "I could not find the place to change."
    assert [arguments["command"] for _, arguments in ended.calls] == [LIST_FILES] + ["view"] * PATIENCE


@pytest.mark.parametrize("helper", [SEARCH, OUTLINE])
def test_a_place_among_many_files_is_found_with_help(helper: str) -> None:
    work = known(MANY.title)
    ended = run_agent(changed(SEED, [helper]), MANY.task.statement, MANY.base, seed_for(work, work.right))
    assert ended.workspace == apply_edits(MANY.base, MANY.reference)


@pytest.mark.parametrize("helper", [FEEDBACK, TELL_TO_TEST])
def test_a_mistake_is_mended_only_when_failing_tests_are_shown(helper: str) -> None:
    work = known(SHORT.title)
    agent = changed(SEED, [helper])
    visible = run_agent(agent, SHORT.task.statement, SHORT.base, seed_for(work, work.wrong[0]))
    assert visible.workspace == apply_edits(SHORT.base, SHORT.reference)
    hidden = run_agent(agent, SHORT.task.statement, SHORT.base, seed_for(work, work.wrong[1]))
    assert hidden.workspace == apply_edits(SHORT.base, SHORT.wrong[1])


def test_the_tests_are_run_only_when_the_agent_asks_for_it() -> None:
    told = run_agent(changed(SEED, [TELL_TO_TEST]), SHORT.task.statement, SHORT.base)
    assert ("bash", {"command": RUN_TESTS}) in told.calls
    assert ("bash", {"command": RUN_TESTS}) not in run_agent(SEED, SHORT.task.statement, SHORT.base).calls


def test_a_review_mends_some_mistakes_and_spoils_no_right_change() -> None:
    work = known(SHORT.title)
    agent = changed(SEED, [REVIEW])
    right = run_agent(agent, SHORT.task.statement, SHORT.base, seed_for(work, work.right))
    assert right.workspace == apply_edits(SHORT.base, SHORT.reference)
    begun_wrong = [seed for seed in range(80) if first_idea(work, seed) == work.wrong[1]]
    mended = [run_agent(agent, SHORT.task.statement, SHORT.base, seed).workspace for seed in begun_wrong[:8]]
    assert apply_edits(SHORT.base, SHORT.reference) in mended
    assert apply_edits(SHORT.base, SHORT.wrong[1]) in mended


def test_another_attempt_is_another_draw() -> None:
    work = known(SHORT.title)
    seed = seed_for(work, work.wrong[0], work.right)
    assert run_agent(SEED, SHORT.task.statement, SHORT.base, seed).workspace == apply_edits(SHORT.base, SHORT.wrong[0])
    ended = run_agent(changed(SEED, [ATTEMPTS]), SHORT.task.statement, SHORT.base, seed)
    assert ended.workspace == apply_edits(SHORT.base, SHORT.reference)
