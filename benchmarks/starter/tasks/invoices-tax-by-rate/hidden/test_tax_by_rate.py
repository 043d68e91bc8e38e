import unittest
from decimal import Decimal as D

from invoices.model import Invoice, Line
from invoices.render import render
from invoices.totals import totals


def invoice(*lines):
    return Invoice("2024-118", tuple(Line("item", D(1), D(price), D(rate)) for price, rate in lines))


class TaxByRateTest(unittest.TestCase):
    def test_reported_invoice(self):
        sums = totals(invoice(("0.35", "7"), ("0.35", "7"), ("0.35", "7")))
        self.assertEqual((sums.net, sums.tax, sums.gross), (D("1.05"), D("0.07"), D("1.12")))
        self.assertEqual(sums.tax_by_rate, {D("7"): D("0.07")})

    def test_many_small_lines_are_not_overcharged(self):
        self.assertEqual(totals(invoice(*[("0.08", "19")] * 3)).tax, D("0.05"))

    def test_half_a_cent_over_several_lines(self):
        self.assertEqual(totals(invoice(("1.00", "5"), ("1.50", "5"))).tax, D("0.13"))

    def test_tax_total_is_the_sum_of_the_printed_amounts(self):
        sums = totals(invoice(("1.20", "7"), ("0.44", "19")))
        self.assertEqual(sums.tax_by_rate, {D("7"): D("0.08"), D("19"): D("0.08")})
        self.assertEqual((sums.tax, sums.gross), (D("0.16"), D("1.80")))

    def test_rates_stay_apart_and_in_order(self):
        sums = totals(invoice(("0.35", "19"), ("0.35", "7"), ("5.00", "0"), ("0.35", "7"), ("0.35", "19")))
        self.assertEqual(list(sums.tax_by_rate.items()), [(D("0"), D("0")), (D("7"), D("0.05")), (D("19"), D("0.13"))])

    def test_returned_goods_are_taken_off_before_rounding(self):
        sums = totals(invoice(("0.35", "7"), ("0.35", "7"), ("-0.20", "7")))
        self.assertEqual((sums.net, sums.tax), (D("0.50"), D("0.04")))

    def test_invoice_without_lines(self):
        sums = totals(invoice())
        self.assertEqual((sums.net, sums.tax, sums.gross, sums.tax_by_rate), (D(0), D(0), D(0), {}))

    def test_print_out_shows_the_new_amounts(self):
        text = render(invoice(("0.35", "7"), ("0.35", "7"), ("0.35", "7")))
        self.assertEqual(text.splitlines()[-2].split(), ["Tax", "7", "%", "0.07"])
        self.assertEqual(text.splitlines()[-1].split(), ["Total", "1.12"])
