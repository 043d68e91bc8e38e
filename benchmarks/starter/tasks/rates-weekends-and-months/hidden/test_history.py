import unittest
from datetime import date
from decimal import Decimal as D

from rates.convert import NoRate, convert, rate
from rates.history import daily, monthly
from rates.load import load

QUOTES = """\
2024-01-29,USD,2
2024-01-30,USD,4
2024-01-30,GBP,1
2024-01-31,USD,5
2024-01-31,GBP,N/A
2024-02-01,GBP,3
2024-02-02,USD,6
2024-02-02,GBP,2
2024-02-20,USD,7
2024-02-21,USD,10
2024-02-21,GBP,9
2024-01-30,USD,3
"""


def january(day):
    return date(2024, 1, day)


def february(day):
    return date(2024, 2, day)


class HistoryTest(unittest.TestCase):
    def setUp(self):
        self.table = load(QUOTES.splitlines())

    def test_last_quote_holds_for_a_week(self):
        self.assertEqual(rate(self.table, "EUR", "USD", february(9)), 6)
        self.assertEqual(rate(self.table, "USD", "EUR", february(4)), D(1) / 6)
        self.assertRaises(NoRate, rate, self.table, "EUR", "USD", february(10))
        self.assertRaises(NoRate, rate, self.table, "EUR", "USD", february(19))

    def test_both_quotes_are_of_the_same_day(self):
        self.assertEqual(rate(self.table, "GBP", "USD", january(31)), 3)
        self.assertEqual(rate(self.table, "GBP", "USD", february(1)), 3)
        self.assertEqual(convert(self.table, D("0.10"), "GBP", "USD", february(3)), D("0.30"))
        self.assertRaises(NoRate, rate, self.table, "USD", "GBP", february(20))

    def test_one_day_without_a_common_quote(self):
        self.assertRaises(NoRate, rate, self.table, "GBP", "USD", january(29))

    def test_daily(self):
        rows = daily(self.table, "GBP", "USD", january(29), february(3))
        self.assertEqual(
            [(row.day, row.rate, row.quoted_on) for row in rows],
            [
                (january(30), 3, january(30)),
                (january(31), 3, january(30)),
                (february(1), 3, january(30)),
                (february(2), 3, february(2)),
                (february(3), 3, february(2)),
            ],
        )

    def test_daily_leaves_out_what_is_too_old(self):
        rows = daily(self.table, "EUR", "USD", february(8), february(20))
        self.assertEqual([row.day for row in rows], [february(8), february(9), february(20)])
        self.assertEqual(daily(self.table, "EUR", "USD", february(9), february(8)), [])

    def test_daily_is_rounded_to_six_places(self):
        (row,) = daily(self.table, "GBP", "USD", february(21), february(21))
        self.assertEqual(str(row.rate), "1.111111")
        table = load(["2024-01-05,USD,1.0000005"])
        self.assertEqual(daily(table, "EUR", "USD", january(5), january(5))[0].rate, D("1.000001"))

    def test_monthly_means_are_over_quoted_days(self):
        rows = monthly(self.table, "EUR", "USD")
        found = [(row.year, row.month, str(row.mean), row.days) for row in rows]
        self.assertEqual(found, [(2024, 1, "3.333333", 3), (2024, 2, "7.666667", 3)])

    def test_monthly_needs_both_on_a_day(self):
        rows = monthly(self.table, "GBP", "USD")
        found = [(row.year, row.month, row.mean, row.days) for row in rows]
        self.assertEqual(found, [(2024, 1, 3, 1), (2024, 2, D("2.055556"), 2)])
        self.assertEqual(monthly(self.table, "EUR", "CHF"), [])

    def test_monthly_rounds_once(self):
        table = load(["2024-01-03,USD,1.0000004", "2024-01-04,USD,1.0000004", "2024-01-05,USD,1.0000008"])
        self.assertEqual([row.mean for row in monthly(table, "EUR", "USD")], [D("1.000001")])
        table = load(["2024-01-03,USD,3", "2024-01-04,USD,6"])
        self.assertEqual([row.mean for row in monthly(table, "USD", "EUR")], [D("0.25")])

    def test_months_of_several_years_in_order(self):
        table = load(["2024-01-03,USD,1", "2022-12-30,USD,2", "2023-01-02,USD,3"])
        self.assertEqual([(row.year, row.month) for row in monthly(table, "EUR", "USD")], [(2022, 12), (2023, 1), (2024, 1)])
