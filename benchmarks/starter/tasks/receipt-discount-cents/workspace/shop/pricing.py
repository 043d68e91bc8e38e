"""A quote: every number that a receipt shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shop import vat
from shop.cart import CartLine
from shop.coupons import Coupon
from shop.discounts import line_discounts
from shop.shipping import ShippingTable


@dataclass(frozen=True)
class QuoteLine:
    name: str
    quantity: int
    gross: int
    discount: int
    vat: int
    """The VAT contained in what is left to pay."""

    @property
    def net(self) -> int:
        return self.gross - self.discount


@dataclass(frozen=True)
class Quote:
    lines: tuple[QuoteLine, ...]
    shipping: int
    discount: int
    coupon: str | None = None

    @property
    def gross(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def total(self) -> int:
        return self.gross - self.discount + self.shipping

    @property
    def vat(self) -> int:
        return sum(line.vat for line in self.lines)


def quote(lines: Sequence[CartLine], coupon: Coupon | None, shipping: ShippingTable) -> Quote:
    discounts = line_discounts(lines, coupon)
    quoted = []
    for line, discount in zip(lines, discounts):
        contained = vat.contained(line.gross - discount, line.product.category)
        quoted.append(QuoteLine(line.product.name, line.quantity, line.gross, discount, contained))
    off = 0
    if coupon is not None:
        off = coupon.worth(sum(line.gross for line in lines if coupon.applies_to(line)))
    weight = sum(line.product.weight * line.quantity for line in lines)
    paid = sum(line.gross for line in lines) - off
    return Quote(tuple(quoted), shipping.price(weight, paid), off, coupon.code if coupon else None)
