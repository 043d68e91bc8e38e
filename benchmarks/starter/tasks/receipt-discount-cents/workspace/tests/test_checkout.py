import unittest
from decimal import Decimal

from shop.cart import Cart
from shop.catalog import Catalog
from shop.checkout import Checkout
from shop.coupons import Coupon, CouponBook
from shop.errors import CartError, CouponError
from shop.shipping import ShippingTable, Tier

ROWS = [
    "PEN; Pen; 3.33; office",
    "INK; Ink; 3.33; office",
    "PAD; Paper pad; 3.33; office",
    "MUG; Blue mug; 8.00; kitchen; 350",
    "TEA; Green tea; 4.00; food; 100",
]


def desk():
    coupons = CouponBook([
        Coupon("TEN", percent=Decimal(10)),
        Coupon("HALF", percent=Decimal(50), category="kitchen"),
        Coupon("FIVER", amount=500, minimum=1000, uses=1),
    ])
    return Checkout(coupons, ShippingTable([Tier(500, 390), Tier(2000, 590)], free_from=3000))


def cart(**quantities):
    filled = Cart(Catalog.from_rows(ROWS))
    for sku, quantity in quantities.items():
        filled.add(sku, quantity)
    return filled


class CheckoutTest(unittest.TestCase):
    def test_without_a_coupon(self):
        quote = desk().quote(cart(MUG=1, TEA=2))
        self.assertEqual(quote.gross, 1600)
        self.assertEqual(quote.shipping, 590)
        self.assertEqual(quote.total, 2190)

    def test_a_discount_that_divides_evenly(self):
        quote = desk().quote(cart(MUG=1, TEA=1), "ten")
        self.assertEqual([line.discount for line in quote.lines], [80, 40])

    def test_the_lines_add_up_to_the_discount(self):
        quote = desk().quote(cart(PEN=1, INK=1, PAD=1), "TEN")
        self.assertEqual(quote.discount, 100)
        self.assertEqual([line.discount for line in quote.lines], [34, 33, 33])

    def test_lines_that_a_coupon_does_not_fit_are_left_alone(self):
        quote = desk().quote(cart(TEA=1, MUG=2), "HALF")
        self.assertEqual([line.discount for line in quote.lines], [0, 800])

    def test_a_coupon_that_does_not_fit_is_refused(self):
        with self.assertRaises(CouponError):
            desk().quote(cart(PEN=1), "HALF")

    def test_a_coupon_can_be_used_up(self):
        checkout = desk()
        checkout.place(cart(MUG=2), "FIVER")
        with self.assertRaises(CouponError):
            checkout.place(cart(MUG=2), "FIVER")

    def test_an_empty_cart(self):
        with self.assertRaises(CartError):
            desk().place(cart())


if __name__ == "__main__":
    unittest.main()
