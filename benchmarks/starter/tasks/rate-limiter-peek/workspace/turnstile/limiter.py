"""Applies policies to keys."""

from __future__ import annotations

from collections.abc import Mapping

from turnstile.clock import Clock, MonotonicClock
from turnstile.decision import Decision
from turnstile.errors import UnknownPolicy
from turnstile.metrics import Metrics
from turnstile.policy import Policy, State

SWEEP_EVERY = 1000


class Limiter:
    """Keeps one state for each policy and key that was ever checked, until it makes no difference any more."""

    def __init__(self, policies: Mapping[str, Policy], clock: Clock | None = None) -> None:
        self.metrics = Metrics()
        self._policies = dict(policies)
        self._clock = clock or MonotonicClock()
        self._states: dict[tuple[str, str], State] = {}
        self._checks = 0

    def check(self, policy: str, key: str, cost: int = 1) -> Decision:
        """Ask for leave and use it up if it is given. Raises UnknownPolicy, or ValueError for a cost below 1."""
        if cost < 1:
            raise ValueError(f"a cost must be at least 1, not {cost}")
        now = self._clock.now()
        decision = self._state(policy, key, now).take(cost, now)
        self.metrics.count(policy, decision.allowed)
        self._checks += 1
        if self._checks % SWEEP_EVERY == 0:
            self.sweep()
        return decision

    def reset(self, policy: str, key: str) -> None:
        """Forget what a key has used up. Raises UnknownPolicy."""
        self.policy(policy)
        self._states.pop((policy, key), None)

    def policy(self, name: str) -> Policy:
        try:
            return self._policies[name]
        except KeyError:
            raise UnknownPolicy(name) from None

    def sweep(self) -> int:
        """Forget the states that make no difference any more, and say how many."""
        now = self._clock.now()
        idle = [name for name, state in self._states.items() if state.idle(now)]
        for name in idle:
            del self._states[name]
        return len(idle)

    def __len__(self) -> int:
        return len(self._states)

    def _state(self, policy: str, key: str, now: float) -> State:
        name = (policy, key)
        if name not in self._states:
            self._states[name] = self.policy(policy).fresh(now)
        return self._states[name]
