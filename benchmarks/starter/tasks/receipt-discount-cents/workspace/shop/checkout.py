"""From a cart to an order: the one place that the web pages call."""

from __future__ import annotations

from dataclasses import dataclass

from shop.cart import Cart
from shop.coupons import CouponBook
from shop.errors import CartError
from shop.pricing import Quote, quote
from shop.receipt import render
from shop.shipping import ShippingTable


@dataclass(frozen=True)
class Order:
    number: int
    quote: Quote
    receipt: str


class Checkout:
    def __init__(self, coupons: CouponBook, shipping: ShippingTable, first_number: int = 1000) -> None:
        self._coupons = coupons
        self._shipping = shipping
        self._next = first_number

    def quote(self, cart: Cart, code: str | None = None) -> Quote:
        """What the customer would pay. Raises CouponError if the code cannot be used."""
        coupon = self._coupons.find(code) if code else None
        return quote(cart.lines(), coupon, self._shipping)

    def place(self, cart: Cart, code: str | None = None) -> Order:
        if not len(cart):
            raise CartError("the cart is empty")
        quoted = self.quote(cart, code)
        number = self._next
        self._next += 1
        if code:
            self._coupons.redeem(code)
        return Order(number, quoted, render(quoted, number))
