"""Budgets: parallel calls together never pass a limit, and what is not settled is spent."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.budget import Budget, BudgetSpent, Cost, hold_all


def test_what_was_set_aside_and_not_needed_comes_back() -> None:
    budget = Budget(usd=1.0)
    for _ in range(20):
        with budget.hold(Cost(10, 0.5)) as held:
            held.settle(Cost(1, 0.01))
    assert budget.spent == Cost(20, pytest.approx(0.2))  # type: ignore[arg-type]


def test_a_call_that_ends_unsettled_counts_at_its_worst() -> None:
    budget = Budget(usd=1.0)
    with pytest.raises(RuntimeError, match="lost"), budget.hold(Cost(10, 0.5)):
        raise RuntimeError("lost")
    assert budget.spent == Cost(10, 0.5)


def test_the_refusal_says_what_is_left_and_what_is_needed() -> None:
    budget = Budget("campaign's budget", usd=1.0, spent=Cost(0, 0.75))
    with pytest.raises(BudgetSpent, match=r"campaign's budget of \$1 is out: \$0\.2500 left, up to \$0\.5000"):
        budget.hold(Cost(1, 0.5)).__enter__()
    with pytest.raises(BudgetSpent, match="of 10 tokens is out: 10 left, up to 11"):
        Budget(tokens=10).hold(Cost(11, 0.0)).__enter__()


def test_nothing_is_set_aside_in_one_budget_if_another_refuses() -> None:
    wide, narrow = Budget(usd=10.0), Budget(usd=0.1)
    with pytest.raises(BudgetSpent), hold_all([wide, narrow], Cost(5, 1.0)):
        pytest.fail("held beyond a limit")
    assert wide.spent == narrow.spent == Cost()
    with wide.hold(Cost(5, 10.0)):
        pass


@pytest.mark.parametrize("limits", [{"usd": 1.0}, {"tokens": 1000}])
def test_a_parallel_burst_never_passes_the_limit(limits: dict[str, float]) -> None:
    budget = Budget(**limits)  # type: ignore[arg-type]
    start, inside = threading.Barrier(64), threading.Barrier(11)

    def call(_: int) -> bool:
        start.wait()
        try:
            with budget.hold(Cost(100, 0.1)):
                inside.wait(20)  # all that are let in stay in until ten of them are
                return True
        except BudgetSpent:
            return False

    with ThreadPoolExecutor(64) as pool:
        results = [pool.submit(call, number) for number in range(64)]
        inside.wait(20)
        assert sum(result.result() for result in results) == 10
    assert budget.spent == Cost(1000, pytest.approx(1.0))  # type: ignore[arg-type]
