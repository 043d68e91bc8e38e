import datetime
import unittest

from lending import reports
from lending.books import Collection, Copy
from lending.loans import Loan


def loan(barcode, member, lent, due, returned=None):
    day = datetime.date.fromisoformat
    return Loan(barcode, member, day(lent), day(due), day(returned) if returned else None)


LOANS = [
    loan("1", 1, "2024-02-01", "2024-02-29", "2024-02-20"),
    loan("2", 1, "2024-02-03", "2024-03-02", "2024-04-02"),
    loan("1", 2, "2024-04-05", "2024-05-03"),
]


class ReportsTest(unittest.TestCase):
    def test_overdue(self):
        self.assertEqual(reports.overdue(LOANS, datetime.date(2024, 5, 3)), [])
        self.assertEqual(reports.overdue(LOANS, datetime.date(2024, 5, 4)), LOANS[2:])

    def test_popular(self):
        collection = Collection([Copy("1", "Emma", "Jane Austen"), Copy("2", "Dune", "Frank Herbert")])
        self.assertEqual(reports.popular(LOANS, collection), [("Emma", 2), ("Dune", 1)])

    def test_monthly(self):
        rows = reports.monthly(LOANS, datetime.date(2024, 2, 1), datetime.date(2024, 5, 31))
        self.assertEqual([row.month for row in rows], ["2024-02", "2024-03", "2024-04", "2024-05"])
        self.assertEqual([row.lent for row in rows], [2, 0, 1, 0])
        self.assertEqual([row.returned for row in rows], [1, 0, 1, 0])
        self.assertEqual([row.late for row in rows], [0, 0, 1, 0])
        self.assertEqual([row.borrowers for row in rows], [1, 0, 1, 0])

    def test_table(self):
        self.assertEqual(reports.table([("Emma", 2), ("Dune II", 11)]), "Emma      2\nDune II  11\n")


if __name__ == "__main__":
    unittest.main()
