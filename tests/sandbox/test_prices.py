"""What calls cost: the table, prices by hand, and the worst case that is never below the real one."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import genai_prices
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.model import Usage
from sandbox.prices import FREE, LongPrice, Price, UnknownPrice, parse_price, price_of

AT = datetime(2026, 1, 1, tzinfo=UTC)
USAGES = [
    Usage(1_000, 50),
    Usage(1_000, 50, cached_tokens=600, cache_written_tokens=200),
    Usage(450_000, 9_000, 100_000),
]
PRICES = st.floats(0, 1_000)
COUNTS = st.integers(0, 2_000_000)


@pytest.mark.parametrize(
    "model", ["gpt-5", "gpt-4o-mini", "o3", "claude-sonnet-4-5", "claude-opus-4-5", "gemini-2.5-pro"]
)
@pytest.mark.parametrize("usage", USAGES)
def test_a_call_costs_what_the_table_says(model: str, usage: Usage) -> None:
    tokens = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cached_tokens,
        cache_write_tokens=usage.cache_written_tokens,
    )
    expected = genai_prices.calc_price(tokens, model, genai_request_timestamp=AT).total_price
    assert Decimal(price_of(model, at=AT).cost(usage).usd) == pytest.approx(expected, rel=Decimal("1e-9"))


@pytest.mark.parametrize("model", ["my-own-model", "qwen2.5-coder:7b", "", "gpt-nonexistent"])
def test_a_price_that_nobody_knows_is_an_error_that_names_the_option(model: str) -> None:
    with pytest.raises(UnknownPrice, match=r"--price IN/OUT.*--price 0"):
        price_of(model)


def test_prices_by_hand() -> None:
    assert parse_price("3/15") == Price(3, 15)
    assert parse_price("0.25/1") == Price(0.25, 1)
    assert parse_price("0") == FREE


@pytest.mark.parametrize("text", ["", "3", "free", "3/15/1", "-1/2", "nan/1", "inf/1", "/"])
def test_what_is_no_price_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a price"):
        parse_price(text)


def test_a_long_call_has_its_own_price() -> None:
    price = Price(1, 2, long=LongPrice(100, Price(10, 20)))
    assert price.cost(Usage(100, 100)).usd == pytest.approx(300e-6)
    assert price.cost(Usage(101, 100)).usd == pytest.approx(3010e-6)


@st.composite
def prices(draw: st.DrawFn) -> Price:
    kinds = [draw(PRICES), draw(PRICES), draw(st.none() | PRICES), draw(st.none() | PRICES)]
    long = draw(st.none() | st.builds(LongPrice, COUNTS, st.builds(Price, PRICES, PRICES, PRICES, PRICES)))
    return Price(kinds[0] or 0.0, kinds[1] or 0.0, kinds[2], kinds[3], long)


@given(prices(), COUNTS, COUNTS, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_worst_case_is_never_below_the_real_cost(
    price: Price, most_input: int, most_output: int, used: float, cached: float, written: float
) -> None:
    tokens = int(most_input * used)
    read = int(tokens * cached)
    usage = Usage(tokens, int(most_output * used), read, int((tokens - read) * written))
    worst, cost = price.worst(most_input, most_output), price.cost(usage)
    assert cost.tokens <= worst.tokens
    assert cost.usd <= worst.usd * (1 + 1e-9) + 1e-12
