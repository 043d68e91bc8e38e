"""How much of an ingredient."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Amount:
    """From `low` to `high`; the two are the same where the card gives one number."""

    low: Fraction
    high: Fraction

    def times(self, factor: Fraction) -> Amount:
        return Amount(self.low * factor, self.high * factor)

    def __str__(self) -> str:
        if self.low == self.high:
            return _mixed(self.low)
        return f"{_mixed(self.low)}-{_mixed(self.high)}"


def _mixed(number: Fraction) -> str:
    whole, rest = divmod(number.numerator, number.denominator)
    part = f"{rest}/{number.denominator}" if rest else ""
    return f"{whole} {part}".strip() if whole or not part else part
