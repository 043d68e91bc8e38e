import unittest
from decimal import Decimal

from shop.cart import Cart
from shop.catalog import Catalog, Product
from shop.checkout import Checkout
from shop.coupons import Coupon, CouponBook
from shop.shipping import ShippingTable


def quote(prices, coupon, categories=None):
    categories = categories or ["general"] * len(prices)
    products = [Product(f"P{i}", f"Thing {i}", price, category)
                for i, (price, category) in enumerate(zip(prices, categories))]
    cart = Cart(Catalog(products))
    for product in products:
        cart.add(product.sku)
    return Checkout(CouponBook([coupon]), ShippingTable([])).quote(cart, coupon.code)


def discounts(*args):
    return [line.discount for line in quote(*args).lines]


class DiscountLinesTest(unittest.TestCase):
    def test_spare_cent_goes_to_the_line_that_was_cut_most(self):
        self.assertEqual(discounts([101, 199], Coupon("C", amount=100)), [34, 66])
        self.assertEqual(discounts([101, 105, 199], Coupon("C", amount=100)), [25, 26, 49])

    def test_several_spare_cents_go_to_different_lines(self):
        self.assertEqual(discounts([100, 100, 100, 100, 100, 100], Coupon("C", amount=100)), [17, 17, 17, 17, 16, 16])
        self.assertEqual(discounts([167, 333, 500, 1000], Coupon("C", amount=99)), [8, 16, 25, 50])

    def test_lines_outside_the_coupon_get_nothing(self):
        found = discounts([500, 333, 333, 333], Coupon("C", percent=Decimal(10), category="toys"),
                          ["books", "toys", "toys", "toys"])
        self.assertEqual(found, [0, 34, 33, 33])

    def test_a_free_line_never_gets_a_cent(self):
        self.assertEqual(discounts([0, 333, 333, 333], Coupon("C", percent=Decimal(10))), [0, 34, 33, 33])

    def test_a_discount_of_everything(self):
        self.assertEqual(discounts([1, 2, 3], Coupon("C", percent=Decimal(100))), [1, 2, 3])

    def test_a_discount_smaller_than_the_number_of_lines(self):
        self.assertEqual(discounts([100, 300, 100, 300], Coupon("C", amount=2)), [0, 1, 0, 1])

    def test_receipts_add_up_for_many_carts(self):
        for a in range(1, 40, 3):
            for b in range(1, 60, 7):
                for off in (1, 2, 5, 11):
                    quoted = quote([a * 7, b * 11, 129, 0], Coupon("C", amount=off))
                    self.assertEqual(sum(line.discount for line in quoted.lines), quoted.discount)
                    self.assertEqual(sum(line.net for line in quoted.lines) + quoted.shipping, quoted.total)
                    self.assertTrue(all(0 <= line.discount <= line.gross for line in quoted.lines))


if __name__ == "__main__":
    unittest.main()
