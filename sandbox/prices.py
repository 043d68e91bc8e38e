"""What a model's tokens cost. A price that nobody knows is an error, never a silent zero."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.budget import Cost
from sandbox.model import Usage

MILLION = 1_000_000


class UnknownPrice(LookupError):
    """No price is known for a model; the message names the option that sets one."""


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens."""

    input: float
    output: float
    cached: float | None = None
    """Input read from the service's cache; None: as other input."""

    def usd(self, usage: Usage) -> float:
        """What one call cost, in US dollars."""
        cached = self.input if self.cached is None else self.cached
        fresh = usage.input_tokens - usage.cached_tokens
        return (fresh * self.input + usage.cached_tokens * cached + usage.output_tokens * self.output) / MILLION

    def worst(self, input_tokens: int, output_tokens: int) -> Cost:
        """The most that a call of this size can cost."""
        dearest = max(self.input, self.cached or 0.0)
        return Cost(input_tokens + output_tokens, (input_tokens * dearest + output_tokens * self.output) / MILLION)


FREE = Price(0.0, 0.0)
"""For models that cost nothing, said explicitly."""
