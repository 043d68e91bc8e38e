import unittest
from decimal import Decimal as D

from invoices.model import Invoice, Line
from invoices.render import render
from invoices.totals import totals


def line(price, rate, quantity="1", description="item"):
    return Line(description, D(quantity), D(price), D(rate))


class TotalsTest(unittest.TestCase):
    def test_one_line(self):
        sums = totals(Invoice("1", (line("10.00", "19", quantity="3"),)))
        self.assertEqual((sums.net, sums.tax, sums.gross), (D("30.00"), D("5.70"), D("35.70")))

    def test_half_a_cent_is_rounded_up(self):
        self.assertEqual(totals(Invoice("2", (line("2.50", "5"),))).tax, D("0.13"))

    def test_two_rates(self):
        sums = totals(Invoice("3", (line("100.00", "19"), line("50.00", "7"))))
        self.assertEqual(list(sums.tax_by_rate.items()), [(D("7"), D("3.50")), (D("19"), D("19.00"))])
        self.assertEqual(sums.gross, D("172.50"))

    def test_print_out(self):
        text = render(Invoice("2024-7", (line("100.00", "20", description="Repair"),)))
        self.assertIn("Tax 20 %", text)
        self.assertTrue(text.endswith("120.00\n"))


if __name__ == "__main__":
    unittest.main()
