"""Coupon codes: what they take off, from which lines, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shop import money
from shop.cart import CartLine
from shop.errors import CouponError


@dataclass(frozen=True)
class Coupon:
    code: str
    percent: Decimal | None = None
    amount: int | None = None
    category: str | None = None
    """Only lines of this category, or all."""
    minimum: int = 0
    """Least worth of the lines it applies to."""
    uses: int | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise ValueError(f"coupon {self.code}: give either a percentage or an amount")

    def applies_to(self, line: CartLine) -> bool:
        return self.category is None or line.product.category == self.category

    def worth(self, gross: int) -> int:
        """The discount on lines worth ``gross``, never more than they cost."""
        if self.percent is not None:
            return min(gross, money.percent_of(gross, self.percent))
        assert self.amount is not None
        return min(gross, self.amount)


class CouponBook:
    def __init__(self, coupons: Iterable[Coupon] = ()) -> None:
        self._coupons = {coupon.code.upper(): coupon for coupon in coupons}
        self._redeemed: dict[str, int] = {}

    def find(self, code: str) -> Coupon:
        key = code.strip().upper()
        coupon = self._coupons.get(key)
        if coupon is None:
            raise CouponError(f"there is no coupon {code!r}")
        if coupon.uses is not None and self._redeemed.get(key, 0) >= coupon.uses:
            raise CouponError(f"coupon {coupon.code} has been used up")
        return coupon

    def redeem(self, code: str) -> None:
        key = self.find(code).code.upper()
        self._redeemed[key] = self._redeemed.get(key, 0) + 1
