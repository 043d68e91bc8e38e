import unittest
from datetime import date
from decimal import Decimal as D

from rates.convert import NoRate, convert, rate
from rates.load import load

QUOTES = """\
2024-03-07,USD,1.0895
2024-03-07,GBP,0.8550
2024-03-08,USD,1.0932
2024-03-08,GBP,0.8520
2024-03-11,USD,1.0926
2024-03-11,GBP,N/A
"""


class ConvertTest(unittest.TestCase):
    def setUp(self):
        self.table = load(QUOTES.splitlines())

    def test_from_and_to_euros(self):
        self.assertEqual(convert(self.table, D(100), "EUR", "USD", date(2024, 3, 8)), D("109.32"))
        self.assertEqual(convert(self.table, D("85.20"), "GBP", "EUR", date(2024, 3, 8)), D("100.00"))

    def test_between_other_currencies(self):
        self.assertEqual(convert(self.table, D(10), "GBP", "USD", date(2024, 3, 7)), D("12.74"))

    def test_same_currency(self):
        self.assertEqual(rate(self.table, "USD", "USD", date(1999, 1, 1)), 1)

    def test_before_the_first_quote(self):
        self.assertRaises(NoRate, rate, self.table, "EUR", "USD", date(2024, 3, 6))
        self.assertRaises(NoRate, rate, self.table, "EUR", "CHF", date(2024, 3, 8))

    def test_sunday(self):
        self.assertEqual(rate(self.table, "EUR", "USD", date(2024, 3, 10)), D("1.0932"))


if __name__ == "__main__":
    unittest.main()
