"""The scripted model as a proposer: determined by the seed, moved by what it is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from campaign.diagnosis import parse_proposal
from campaign.scripted import proposer
from campaign.scripted.known import Change
from campaign.trace import Trace, conversation
from tests.campaign.scripted_runs import CHANGES, SEED, changed, known, propose, run_agent, seed_for, self_edit, task

REPLACE = "Add string replacement to the edit tool"
RANGE = "Let the edit tool view a range of lines"
SEARCH = "Add a search tool"
OVERFLOW = "Recover when the model says that the messages are too long"
DRAWS = 300


def drawn(shown: Mapping[str, str]) -> Counter[str]:
    """How often each title is proposed."""
    return Counter(json.loads(propose(CHANGES.values(), shown, seed))["title"] for seed in range(DRAWS))


def source(titles: list[str]) -> str:
    parts = [f"### {path}\n```\n{file.data.decode()}\n```" for path, file in sorted(changed(SEED, titles).items())]
    return "\n\n".join(parts)


def test_a_proposal_is_a_pure_function_of_what_is_shown_and_the_seed() -> None:
    shown = {proposer.LOG: "[tool] nothing"}
    assert propose(CHANGES.values(), shown, 5) == propose(CHANGES.values(), shown, 5)
    assert len(drawn(shown)) > 10


def test_the_harness_can_read_it_and_the_agent_is_told_of_it() -> None:
    answer = propose([CHANGES[REPLACE]], {proposer.LOG: '-> edit {"command": "overwrite", "path": "a"}'})
    proposal = parse_proposal(answer, entry="failed: x", trace="1")
    assert proposal.title == REPLACE
    assert '"command": "overwrite"' in proposal.diagnosis
    assert "`tools/edit.py`" in proposal.change
    assert self_edit(CHANGES[REPLACE]).splitlines()[0] == f"# {REPLACE}"


def test_signs_in_the_log_and_in_the_report_make_a_change_likelier() -> None:
    quiet = drawn({})
    assert drawn({proposer.LOG: '-> edit {"command": "overwrite"}'})[REPLACE] > quiet[REPLACE]
    assert drawn({proposer.REPORT: "400: context_length_exceeded"})[OVERFLOW] > quiet[OVERFLOW]
    assert drawn({proposer.TASK: "context_length_exceeded"})[OVERFLOW] == quiet[OVERFLOW]


def test_what_the_source_has_is_not_proposed() -> None:
    assert drawn({proposer.SOURCE: source([])})[REPLACE] > 0
    assert drawn({proposer.SOURCE: source([REPLACE])})[REPLACE] == 0


def test_what_failed_before_is_seldom_proposed_again() -> None:
    log = {proposer.LOG: '-> edit {"command": "overwrite"}'}
    times = {
        outcome: drawn({**log, proposer.HISTORY: f"- {REPLACE}: {outcome}"})[REPLACE]
        for outcome in (
            "stillborn (does not start): SyntaxError",
            "born, 3/12 against its parent's 5/12",
            "born, 5/12 against its parent's 3/12",
        )
    }
    stillborn, worse, better = times.values()
    assert stillborn == worse < better < drawn(log)[REPLACE]


def test_bad_ideas_come_to_mind_too_without_the_model_knowing() -> None:
    assert "kind" not in Change.__dataclass_fields__
    titles = drawn({proposer.SOURCE: source([]), proposer.LOG: "AssertionError"})
    assert titles["Give the entry point a clearer name"] > 0
    assert titles["Make the docstrings clearer"] > 0


def test_there_is_an_end_to_its_ideas() -> None:
    assert "no further idea" in propose([], {})


def test_what_is_proposed_follows_from_what_the_agent_really_did(tmp_path: Path) -> None:
    logs = {}
    for name in ("ini-quotes-and-comments", "markdown-table-cells", "receipt-discount-cents"):
        problem = task(name)
        work = known(problem.title)
        (tmp_path / name).mkdir()
        trace = Trace(tmp_path / name)
        for exchange in run_agent(SEED, work.statement, problem.base, seed_for(work, work.right)).exchanges:
            trace.exchange(exchange)
        logs[name] = drawn({proposer.LOG: conversation(trace)})
    short, long, many = logs.values()
    assert long[RANGE] > short[RANGE]
    assert many[SEARCH] > long[SEARCH]
