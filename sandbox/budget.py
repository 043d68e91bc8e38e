"""Budgets in dollars and tokens: a call's worst case is set aside before it is made, its real cost is taken after."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

ROUNDING_USD = 1e-9
"""Sums of floats may be off by this much without a call being refused for it."""


class BudgetSpent(RuntimeError):
    """A budget does not allow a call; the message names the budget, its limit and what is left of it."""


@dataclass(frozen=True)
class Cost:
    """What one call costs."""

    tokens: int = 0
    """Input and output together."""
    usd: float = 0.0


class Hold:
    """Money and tokens set aside for one call. Unless it is settled, the whole of it counts as spent."""

    def __init__(self, worst: Cost) -> None:
        self.worst = worst
        self.actual = worst

    def settle(self, actual: Cost) -> None:
        """Say what the call really cost."""
        self.actual = actual


class Budget:
    """A hard limit that several sessions can share. Thread-safe.

    As the worst case is set aside first, calls made at the same time cannot pass the limit together.
    """

    def __init__(
        self, name: str = "budget", *, usd: float | None = None, tokens: int | None = None, spent: Cost | None = None
    ) -> None:
        self._name = name
        self._usd = usd
        self._tokens = tokens
        self._spent = spent or Cost()
        self._held = Cost()
        self.refused = ""
        """Why a call was refused, if one was: the budget is as good as spent."""
        self._lock = threading.Lock()

    @property
    def spent(self) -> Cost:
        """What has been paid so far, without what is only set aside."""
        with self._lock:
            return self._spent

    @contextmanager
    def hold(self, worst: Cost) -> Iterator[Hold]:
        """Set a call's worst case aside. Raises BudgetSpent if that does not fit into what is left."""
        with self._lock:
            try:
                self._require(worst)
            except BudgetSpent as spent:
                self.refused = str(spent)
                raise
            self._held = _plus(self._held, worst)
        held = Hold(worst)
        try:
            yield held
        finally:
            with self._lock:
                self._held = _plus(self._held, worst, -1)
                self._spent = _plus(self._spent, held.actual)

    def _require(self, worst: Cost) -> None:
        taken = _plus(self._spent, self._held)
        if self._usd is not None and taken.usd + worst.usd > self._usd + ROUNDING_USD:
            left = max(0.0, self._usd - taken.usd)
            raise BudgetSpent(
                f"the {self._name} of ${self._usd:g} is out: ${left:.4f} left, up to ${worst.usd:.4f} needed"
            )
        if self._tokens is not None and taken.tokens + worst.tokens > self._tokens:
            left_tokens = max(0, self._tokens - taken.tokens)
            raise BudgetSpent(
                f"the {self._name} of {self._tokens} tokens is out: {left_tokens} left, up to {worst.tokens} needed"
            )


@contextmanager
def hold_all(budgets: Sequence[Budget], worst: Cost) -> Iterator[Hold]:
    """Set a call's worst case aside in each budget, or in none. Raises BudgetSpent."""
    with ExitStack() as stack:
        holds = []
        try:
            for budget in budgets:
                holds.append(stack.enter_context(budget.hold(worst)))
        except BudgetSpent:
            for held in holds:
                held.settle(Cost())
            raise
        shared = Hold(worst)
        try:
            yield shared
        finally:
            for held in holds:
                held.settle(shared.actual)


def _plus(a: Cost, b: Cost, sign: int = 1) -> Cost:
    return Cost(a.tokens + sign * b.tokens, a.usd + sign * b.usd)
