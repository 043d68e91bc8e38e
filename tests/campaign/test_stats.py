"""Statistics against values from tables and from other programs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.stats import beta_cdf, beta_quantile, bootstrap_mean, sign_test, wilson


def test_wilson_against_published_values() -> None:
    # Newcombe 1998, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)


def test_wilson_without_a_trial_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_rate(solved: int, failed: int) -> None:
    low, high = wilson(solved, solved + failed)
    assert 0 <= low <= high <= 1
    if solved + failed:
        assert low - 1e-12 <= solved / (solved + failed) <= high + 1e-12


@pytest.mark.parametrize(
    ("x", "a", "b", "expected"),
    [
        (0.5, 1, 1, 0.5),
        (0.3, 2, 5, 0.579825),
        (0.9, 10, 2, 0.6973568802),
        (0.01, 0.5, 0.5, 0.0637685608),
        (0.5, 100, 100, 0.5),
    ],
)
def test_beta_cdf(x: float, a: float, b: float, expected: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(expected, abs=1e-8)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_beta_cdf_of_whole_numbers_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    from math import comb

    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert beta_cdf(x, a, b) == pytest.approx(tail, abs=1e-10)


@given(st.floats(0.01, 0.99), st.integers(1, 200), st.integers(1, 200))
def test_beta_quantile_is_the_inverse(share: float, a: int, b: int) -> None:
    assert beta_cdf(beta_quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)


def test_sign_test() -> None:
    assert sign_test(0, 0) == 1.0
    assert sign_test(5, 0) == pytest.approx(1 / 32)
    assert sign_test(8, 2) == pytest.approx(56 / 1024)
    assert sign_test(0, 5) == 1.0


def test_bootstrap_of_a_mean() -> None:
    assert bootstrap_mean([0.0] * 20, random.Random(1)) == (0.0, 0.0)
    low, high = bootstrap_mean([1.0] * 15 + [0.0] * 5, random.Random(1))
    # The normal approximation gives 0.75 +- 1.96 * sqrt(0.75 * 0.25 / 20).
    assert (low, high) == (pytest.approx(0.56, abs=0.05), pytest.approx(0.94, abs=0.05))
