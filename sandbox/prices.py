"""What a model's tokens cost. A price that nobody knows is an error, never a silent zero."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sandbox.budget import Cost
from sandbox.model import Usage

if TYPE_CHECKING:
    from genai_prices.types import ModelPrice, TieredPrices

MILLION = 1_000_000

MEND = "give it as `--price IN/OUT` in dollars per million tokens, or `--price 0` if it costs nothing"

OTHERWISE_PRICED = frozenset({"requests_kcount", "output_reasoning_mtok"})
"""Keys of the table that the meter cannot follow."""


class UnknownPrice(LookupError):
    """No price is known for a model; the message names the option that sets one."""


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens."""

    input: float
    output: float
    cached: float | None = None
    """Input read from the service's cache; None: as other input."""
    cache_written: float | None = None
    """Input written to the service's cache; None: as other input."""
    long: LongPrice | None = None
    """What holds for the whole of a call whose input is long; None: the same."""

    def cost(self, usage: Usage) -> Cost:
        """What one call cost."""
        if self.long is not None and usage.input_tokens > self.long.above:
            return self.long.price.cost(usage)
        fresh = usage.input_tokens - usage.cached_tokens - usage.cache_written_tokens
        dollars = (
            fresh * self.input
            + usage.cached_tokens * (self.input if self.cached is None else self.cached)
            + usage.cache_written_tokens * (self.input if self.cache_written is None else self.cache_written)
            + usage.output_tokens * self.output
        )
        return Cost(usage.input_tokens + usage.output_tokens, dollars / MILLION)

    def worst(self, input_tokens: int, output_tokens: int) -> Cost:
        """The most that a call of at most this size can cost."""
        dearest = max(self.input, self.cached or 0.0, self.cache_written or 0.0)
        dollars = (input_tokens * dearest + output_tokens * self.output) / MILLION
        if self.long is not None and input_tokens > self.long.above:
            dollars = max(dollars, self.long.price.worst(input_tokens, output_tokens).usd)
        return Cost(input_tokens + output_tokens, dollars)


@dataclass(frozen=True)
class LongPrice:
    """The price of calls with a long input."""

    above: int
    """Input tokens from which on it holds, exclusive."""
    price: Price


FREE = Price(0.0, 0.0)
"""For models that cost nothing, said explicitly."""


def parse_price(text: str) -> Price:
    """A price given by hand: ``IN/OUT`` in dollars per million tokens, or ``0``. Raises ValueError."""
    parts = text.split("/")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if numbers == [0.0]:
        return FREE
    if len(numbers) != 2 or not all(math.isfinite(number) and number >= 0 for number in numbers):
        raise ValueError(f"{text!r} is not a price; {MEND}")
    return Price(numbers[0], numbers[1])


def price_of(model: str, *, at: datetime | None = None) -> Price:
    """A model's list price at a time (by default, now), from the table that genai-prices brings along.

    Raises UnknownPrice. The table goes by the model's name alone: a server of one's own has its price set by hand.
    """
    from genai_prices import Usage as Tokens  # a fifth of a second that offline campaigns need not spend
    from genai_prices import calc_price

    try:
        found = calc_price(Tokens(), model, genai_request_timestamp=at)
    except LookupError:
        raise UnknownPrice(f"nobody knows what model {model!r} costs; {MEND}") from None
    return _read(found.model_price, model)


def _read(table: ModelPrice, model: str) -> Price:
    rates = {key: rate for key, rate in vars(table).items() if rate is not None}
    if not {"input_mtok", "output_mtok"} <= rates.keys() or OTHERWISE_PRICED & rates.keys():
        raise UnknownPrice(f"model {model!r} is not priced by input and output tokens alone; {MEND}")
    long = None
    for start in sorted(
        {0, *(tier.start for rate in rates.values() for tier in getattr(rate, "tiers", ()))}, reverse=True
    ):
        price = Price(
            input=_rate(rates["input_mtok"], start),
            output=_rate(rates["output_mtok"], start),
            cached=_rate(rates["cache_read_mtok"], start) if "cache_read_mtok" in rates else None,
            cache_written=_rate(rates["cache_write_mtok"], start) if "cache_write_mtok" in rates else None,
            long=long,
        )
        long = LongPrice(start, price)
    return price


def _rate(rate: Decimal | TieredPrices, start: int) -> float:
    """What holds for a call with more input tokens than ``start``."""
    if isinstance(rate, Decimal):
        return float(rate)
    return float(next((tier.price for tier in reversed(rate.tiers) if tier.start <= start), rate.base))
