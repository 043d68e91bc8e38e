"""The policies against numbers computed by hand from their papers."""

from __future__ import annotations

import math
import random

import pytest

from campaign.policies import POLICIES, open_policy
from campaign.policies.dgm import DarwinGoedelMachine
from campaign.policies.hgm import HuxleyGoedelMachine
from campaign.policy import Evaluate, Expand, State, Stop, Wait
from campaign.stats import beta_quantile
from tests.campaign.history import TASKS, History


def state(history: History, *, newest_only: bool = False) -> State:
    return State(history.lineage, history.lineage.open, TASKS, 160, newest_only)


def rng(seed: int = 0) -> random.Random:
    return random.Random(seed)


@pytest.mark.parametrize("name", POLICIES)
def test_the_seed_is_measured_first(name: str) -> None:
    decision = open_policy(name).decide(state(History()), rng())
    assert isinstance(decision, Evaluate)
    assert (decision.agent, decision.task) == ("seed", TASKS[0])


@pytest.mark.parametrize("name", POLICIES)
def test_deciding_twice_gives_the_same_and_changes_nothing(name: str) -> None:
    history = History().measured("seed", 10, 14).born("a", "seed").measured("a", 3, 2).born("b", "a")
    for seed in range(20):
        assert open_policy(name).decide(state(history), rng(seed)) == open_policy(name).decide(
            state(history), rng(seed)
        )
    assert history.lineage["seed"].own.solved == 10
    assert history.lineage["seed"].clade.solved == 13


@pytest.mark.parametrize("name", POLICIES)
def test_probabilities_sum_to_one_and_name_the_choice(name: str) -> None:
    history = History().measured("seed", 10, 14).born("a", "seed").measured("a", 12, 12).born("b", "a")
    history.measured("b", 4, 20)
    decision = open_policy(name).decide(state(history), rng())
    assert isinstance(decision, Expand)
    assert sum(probability for _, probability in decision.candidates) == pytest.approx(1)
    assert decision.parents[0] in dict(decision.candidates)


class TestHuxley:
    policy = HuxleyGoedelMachine()

    def test_the_tree_is_widened_as_the_evaluations_to_the_power_alpha(self) -> None:
        # 24 ** 0.6 = 6.73, 25 ** 0.6 = 6.90, 26 ** 0.6 = 7.06: after 7 expansions the next waits for 26 evaluations.
        history = History().measured("seed", 10, 14)
        for name in "abcdefg":
            assert isinstance(self.policy.decide(state(history), rng()), Expand)
            history.born(name, "seed")
        assert isinstance(self.policy.decide(state(history), rng()), Evaluate)
        history.measured("a", 1, 0)
        assert isinstance(self.policy.decide(state(history), rng()), Evaluate)
        history.measured("b", 0, 1)
        assert isinstance(self.policy.decide(state(history), rng()), Expand)

    def test_expansions_without_a_child_count(self) -> None:
        history = History().measured("seed", 10, 14)
        for _ in range(7):
            history.stillborn("seed")
        history.born("a", "seed")
        assert isinstance(self.policy.decide(state(history), rng()), Evaluate)

    def test_pending_work_counts(self) -> None:
        history = History().measured("seed", 10, 14)
        for _ in range(7):
            history.decide("expand", "seed")
        assert isinstance(self.policy.decide(state(history), rng()), Wait)

    def test_a_clade_is_worth_more_than_a_score(self) -> None:
        """A 40 % agent with strong children is preferred to a 60 % agent with weak ones."""
        history = History().measured("seed", 1, 23).born("mother", "seed").born("show-off", "seed")
        history.measured("mother", 4, 6).measured("show-off", 6, 4)
        for number in range(3):
            history.born(f"strong{number}", "mother").measured(f"strong{number}", 18, 2)
            history.born(f"weak{number}", "show-off").measured(f"weak{number}", 2, 18)
        lineage = history.lineage
        assert (lineage["mother"].clade.solved, lineage["show-off"].clade.solved) == (58, 12)
        chosen = [
            self.policy._expand(state(history), ["mother", "show-off"], rng(seed)).parents[0]  # type: ignore[union-attr]
            for seed in range(200)
        ]
        assert chosen.count("mother") == 200

    def test_agents_that_solved_nothing_are_not_expanded(self) -> None:
        history = History().measured("seed", 1, 23).born("a", "seed").measured("a", 0, 20).born("b", "seed")
        for seed in range(30):
            decision = self.policy.decide(state(history), rng(seed))
            assert isinstance(decision, Expand)
            assert decision.parents == ("seed",)

    def test_a_task_is_given_to_an_agent_once(self) -> None:
        history = History().measured("seed", 24, 0)
        for name in "abcdefg":
            history.born(name, "seed").measured(name, 1, 0)
        for name in "abcdefg":
            for task in TASKS[1:23]:
                history.decide("evaluate", name, task)
        decision = HuxleyGoedelMachine(alpha=0.01).decide(state(history), rng())
        assert isinstance(decision, Evaluate)
        assert decision.task == TASKS[23]

    def test_best_belief_is_a_lower_quantile(self) -> None:
        history = History().measured("seed", 12, 12).born("lucky", "seed").measured("lucky", 3, 0)
        history.born("proven", "seed").measured("proven", 20, 4)
        choice = self.policy.choose(state(history))
        assert choice.agent == "proven"
        assert dict(choice.candidates)["lucky"] == pytest.approx(beta_quantile(0.05, 4, 1))
        assert dict(choice.candidates)["lucky"] == pytest.approx(0.05 ** (1 / 4))

    def test_newest_only(self) -> None:
        history = History().measured("seed", 20, 4).born("a", "seed").measured("a", 1, 9)
        for seed in range(20):
            decision = self.policy.decide(state(history, newest_only=True), rng(seed))
            assert isinstance(decision, Expand)
            assert decision.parents == ("a",)


class TestDarwin:
    policy = DarwinGoedelMachine()

    def test_weights_are_those_of_the_paper(self) -> None:
        history = History().measured("seed", 12, 12).born("a", "seed").measured("a", 18, 6)
        history.born("b", "seed").measured("b", 6, 18).stillborn("seed")
        decision = self.policy.decide(state(history), rng())
        assert isinstance(decision, Expand)
        # sigmoid(10 (score - 1/2)) / (1 + children); b stopped after its first stage with 6 of 10, so it went on to 24.
        weights = {
            "seed": 0.5 / 3,
            "a": 1 / (1 + math.exp(-2.5)),
            "b": 1 / (1 + math.exp(2.5)),
        }
        total = sum(weights.values())
        for agent, probability in decision.candidates:
            assert probability == pytest.approx(weights[agent] / total)

    def test_a_weak_child_is_not_measured_beyond_the_first_stage(self) -> None:
        history = History().measured("seed", 12, 12).born("a", "seed").born("b", "seed").measured("a", 3, 6)
        decision = self.policy.decide(state(history), rng())
        assert isinstance(decision, Evaluate)
        assert (decision.agent, decision.task) == ("a", TASKS[9])
        history.measured("a", 0, 1)
        decision = self.policy.decide(state(history), rng())
        assert isinstance(decision, Evaluate)
        assert decision.agent == "b"

    def test_a_good_child_goes_on(self) -> None:
        history = History().measured("seed", 12, 12).born("a", "seed").born("b", "seed").measured("a", 4, 6)
        decision = self.policy.decide(state(history), rng())
        assert isinstance(decision, Evaluate)
        assert (decision.agent, decision.task) == ("a", TASKS[10])

    def test_a_generation_waits_for_all_of_the_last(self) -> None:
        history = History().measured("seed", 12, 12)
        history.decide("expand", "seed")
        assert isinstance(self.policy.decide(state(history), rng()), Expand)
        history.decide("expand", "seed")
        assert isinstance(self.policy.decide(state(history), rng()), Wait)

    def test_an_agent_that_solves_everything_is_no_parent(self) -> None:
        history = History().measured("seed", 24, 0)
        assert isinstance(self.policy.decide(state(history), rng()), Stop)
        history = History().measured("seed", 12, 12).born("a", "seed").measured("a", 24, 0).stillborn("seed")
        decision = self.policy.decide(state(history), rng())
        assert isinstance(decision, Expand)
        assert dict(decision.candidates) == {"seed": 1.0, "a": 0.0}

    def test_the_best_score_is_chosen(self) -> None:
        history = History().measured("seed", 12, 12).born("a", "seed").measured("a", 18, 6).born("b", "seed")
        history.measured("b", 9, 3)
        assert self.policy.choose(state(history)).agent == "a"
