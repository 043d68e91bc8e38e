import unittest
from decimal import Decimal

from shop.cart import Cart
from shop.catalog import Catalog
from shop.checkout import Checkout
from shop.coupons import Coupon, CouponBook
from shop.shipping import ShippingTable, Tier


class ReceiptTest(unittest.TestCase):
    def test_layout(self):
        cart = Cart(Catalog.from_rows(["MUG; Blue mug; 8.00; kitchen; 350"]))
        cart.add("MUG", 2)
        checkout = Checkout(CouponBook([Coupon("TEN", percent=Decimal(10))]), ShippingTable([Tier(5000, 490)]))
        receipt = checkout.place(cart, "TEN").receipt.splitlines()
        self.assertEqual(receipt[0], "Receipt 1000")
        self.assertTrue(all(len(row) == 44 for row in receipt[1:]))
        self.assertEqual(receipt[2].split(), ["2", "x", "Blue", "mug", "16.00"])
        self.assertEqual(receipt[3].split(), ["discount", "-1.60"])
        self.assertEqual(receipt[-2].split(), ["Total", "19.30"])


if __name__ == "__main__":
    unittest.main()
