import unittest
from dataclasses import FrozenInstanceError
from datetime import date

from ledger import Book, LedgerError


def book():
    made = Book()
    for number, name, kind in [("100", "Cash", "asset"), ("200", "Ada Lund", "liability"), ("300", "Fees", "income")]:
        made.open_account(number, name, kind, date(2022, 1, 1))
    return made


def day(text):
    return date.fromisoformat(text)


def figures(months):
    return [(m.month, m.opening, m.incoming, m.outgoing, m.closing, m.entries) for m in months]


class MonthlyTest(unittest.TestCase):
    def test_every_month_of_the_period_over_new_year(self):
        made = book()
        made.transfer(day("2023-10-05"), "Deposit", "200", "100", 5000)
        made.transfer(day("2023-11-20"), "Deposit", "200", "100", 1000)
        made.transfer(day("2023-11-30"), "Fee", "300", "200", 150)
        made.transfer(day("2024-01-31"), "Withdrawal", "100", "200", 700)
        made.transfer(day("2024-02-01"), "Deposit", "200", "100", 9900)
        self.assertEqual(figures(made.monthly("200", (2023, 11), (2024, 1))), [
            ((2023, 11), 5000, 1000, 150, 5850, 2), ((2023, 12), 5850, 0, 0, 5850, 0),
            ((2024, 1), 5850, 0, 700, 5150, 1),
        ])

    def test_seen_from_the_side_of_the_account(self):
        made = book()
        made.transfer(day("2024-01-05"), "Deposit", "200", "100", 5000)
        made.transfer(day("2024-01-06"), "Withdrawal", "100", "200", 6000)
        self.assertEqual(figures(made.monthly("100", (2024, 1), (2024, 1))), [((2024, 1), 0, 5000, 6000, -1000, 2)])
        self.assertEqual(figures(made.monthly("200", (2024, 1), (2024, 1))), [((2024, 1), 0, 5000, 6000, -1000, 2)])

    def test_value_date_decides(self):
        made = book()
        made.transfer(day("2024-01-30"), "Deposit", "200", "100", 100, value=day("2024-02-02"))
        made.transfer(day("2024-03-01"), "Late", "200", "100", 20, value=day("2024-01-31"))
        made.transfer(day("2024-03-02"), "Later", "200", "100", 3, value=day("2024-03-01"))
        self.assertEqual(figures(made.monthly("200", (2024, 1), (2024, 2))), [
            ((2024, 1), 0, 20, 0, 20, 1), ((2024, 2), 20, 100, 0, 120, 1),
        ])

    def test_an_entry_counts_once_with_its_net(self):
        made = book()
        made.post(day("2024-05-01"), "Deposit less fee", [("100", 1000), ("200", -1000), ("200", 30), ("300", -30)])
        made.post(day("2024-05-02"), "Renamed", [("200", -400), ("200", 400)])
        self.assertEqual(figures(made.monthly("200", (2024, 5), (2024, 5))), [((2024, 5), 0, 970, 0, 970, 1)])

    def test_reversal_within_the_month_cancels(self):
        made = book()
        wrong = made.transfer(day("2024-05-03"), "Typo", "200", "100", 800)
        made.transfer(day("2024-05-04"), "Deposit", "200", "100", 80)
        made.reverse(wrong.number, day("2024-06-01"))
        made.transfer(day("2024-06-02"), "Fee", "300", "200", 5)
        self.assertEqual(figures(made.monthly("200", (2024, 5), (2024, 6))), [
            ((2024, 5), 0, 80, 0, 80, 1), ((2024, 6), 80, 0, 5, 75, 1),
        ])

    def test_reversal_in_another_month_counts(self):
        made = book()
        wrong = made.transfer(day("2024-05-31"), "Typo", "200", "100", 800)
        made.reverse(wrong.number, day("2024-06-01"), value=day("2024-06-01"))
        expected = [((2024, 5), 0, 800, 0, 800, 1), ((2024, 6), 800, 0, 800, 0, 1)]
        self.assertEqual(figures(made.monthly("200", (2024, 5), (2024, 6))), expected)
        self.assertEqual(figures(made.monthly("200", (2024, 6), (2024, 6))), expected[1:])

    def test_reversal_in_the_same_month_of_another_year_counts(self):
        made = book()
        wrong = made.transfer(day("2023-05-10"), "Typo", "200", "100", 800)
        made.reverse(wrong.number, day("2024-05-10"), value=day("2024-05-10"))
        self.assertEqual(figures(made.monthly("200", (2024, 4), (2024, 5))), [
            ((2024, 4), 800, 0, 0, 800, 0), ((2024, 5), 800, 0, 800, 0, 1),
        ])

    def test_refused(self):
        made = book()
        for arguments in [("999", (2024, 1), (2024, 2)), ("200", (2024, 2), (2024, 1)), ("200", (2024, 1), (2023, 12))]:
            with self.assertRaises(LedgerError):
                made.monthly(*arguments)

    def test_month_is_frozen(self):
        month = book().monthly("200", (2024, 1), (2024, 1))[0]
        with self.assertRaises(FrozenInstanceError):
            month.opening = 1


if __name__ == "__main__":
    unittest.main()
