import datetime
import unittest

from lending import reports
from lending.loans import Loan, LoanBook


def day(text):
    return datetime.date.fromisoformat(text)


def loan(member, lent, due, returned=None):
    return Loan("b", member, day(lent), day(due), day(returned) if returned else None)


def monthly(loans, first, last):
    rows = reports.monthly(loans, day(first), day(last))
    return [(row.month, row.lent, row.returned, row.late, row.borrowers) for row in rows]


class MonthlyTest(unittest.TestCase):
    def test_nothing_happened(self):
        self.assertEqual(monthly([], "2024-01-01", "2024-02-01"), [("2024-01", 0, 0, 0, 0), ("2024-02", 0, 0, 0, 0)])

    def test_over_the_new_year(self):
        loans = [loan(1, "2023-12-31", "2024-01-20", "2024-01-02"), loan(2, "2024-01-01", "2024-01-29")]
        found = monthly(loans, "2023-11-01", "2024-02-29")
        self.assertEqual(found, [("2023-11", 0, 0, 0, 0), ("2023-12", 1, 0, 0, 1), ("2024-01", 1, 1, 0, 1),
                                 ("2024-02", 0, 0, 0, 0)])

    def test_several_years(self):
        months = [row[0] for row in monthly([], "2021-10-05", "2024-01-01")]
        self.assertEqual((len(months), months[0], months[3], months[-1]), (28, "2021-10", "2022-01", "2024-01"))

    def test_only_the_months_of_the_bounds_matter(self):
        loans = [loan(1, "2024-03-01", "2024-03-29", "2024-03-31")]
        self.assertEqual(monthly(loans, "2024-03-30", "2024-03-02"), [("2024-03", 1, 1, 1, 1)])
        self.assertEqual(monthly(loans, "2024-03-15", "2024-03-20"), [("2024-03", 1, 1, 1, 1)])

    def test_bounds_the_wrong_way_round(self):
        self.assertEqual(monthly([], "2024-03-01", "2024-02-28"), [])
        self.assertEqual(monthly([], "2024-01-01", "2023-12-31"), [])

    def test_what_lies_outside_is_left_out(self):
        loans = [loan(1, "2023-02-10", "2023-03-10", "2024-02-11"), loan(2, "2024-02-10", "2024-03-09", "2024-04-01")]
        self.assertEqual(monthly(loans, "2024-02-01", "2024-02-01"), [("2024-02", 1, 1, 1, 1)])

    def test_a_borrower_counts_once_a_month(self):
        loans = [loan(7, "2024-02-01", "2024-02-29"), loan(7, "2024-02-29", "2024-03-28"),
                 loan(8, "2024-02-02", "2024-03-01"), loan(7, "2024-03-01", "2024-03-29")]
        self.assertEqual([row[4] for row in monthly(loans, "2024-02-01", "2024-03-01")], [2, 1])

    def test_the_due_day_is_not_late(self):
        loans = [loan(1, "2024-02-01", "2024-02-29", "2024-02-29"), loan(1, "2024-02-01", "2024-02-29", "2024-03-01")]
        self.assertEqual([row[3] for row in monthly(loans, "2024-02-01", "2024-03-01")], [0, 1])

    def test_a_loan_book_will_do(self):
        book = LoanBook()
        book.add(loan(1, "2024-02-01", "2024-02-29"))
        self.assertEqual(monthly(book, "2024-02-01", "2024-02-01"), [("2024-02", 1, 0, 0, 1)])
        self.assertEqual(monthly(iter(book), "2024-01-01", "2024-03-01")[1], ("2024-02", 1, 0, 0, 1))


if __name__ == "__main__":
    unittest.main()
