"""Which line gets which part of a discount."""

from __future__ import annotations

from collections.abc import Sequence

from shop import money
from shop.cart import CartLine
from shop.coupons import Coupon
from shop.errors import CouponError


def line_discounts(lines: Sequence[CartLine], coupon: Coupon | None) -> list[int]:
    """Cents off each line, in the order of the lines.

    Raises CouponError if the coupon fits no line or the lines it fits are worth too little.
    """
    if coupon is None:
        return [0] * len(lines)
    eligible = [line.gross if coupon.applies_to(line) else 0 for line in lines]
    gross = sum(eligible)
    if not any(coupon.applies_to(line) for line in lines):
        raise CouponError(f"coupon {coupon.code} does not fit anything in the cart")
    if gross < coupon.minimum:
        missing = money.show(coupon.minimum - gross)
        raise CouponError(f"coupon {coupon.code} needs {missing} more in the cart")
    return money.split(coupon.worth(gross), eligible)
