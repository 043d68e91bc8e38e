import datetime
import unittest

from lending import Desk, store
from lending.books import Collection, Copy
from lending.calendar import OpeningDays
from lending.errors import CopyOut, LimitReached
from lending.members import Members
from lending.notices import reminder


def day(text):
    return datetime.date.fromisoformat(text)


class DeskTest(unittest.TestCase):
    def setUp(self):
        books = [Copy("1", "Emma", "Jane Austen"), Copy("2", "Dune", "Frank Herbert"), Copy("3", "Alien", "", "film")]
        members = Members()
        members.join("Ann")
        members.join("Tim", "child")
        self.desk = Desk(Collection(books), members, OpeningDays([day("2024-05-30")]))

    def test_lend_and_return_in_time(self):
        loan = self.desk.lend("1", 1, day("2024-05-02"))
        self.assertEqual(loan.due, day("2024-05-31"))
        with self.assertRaises(CopyOut):
            self.desk.lend("1", 2, day("2024-05-03"))
        self.assertEqual(self.desk.take_back("1", day("2024-05-31")), 0)

    def test_fines_count_open_days(self):
        self.desk.lend("3", 1, day("2024-05-02"))
        self.assertEqual(self.desk.take_back("3", day("2024-05-14")), 200)
        self.desk.lend("3", 2, day("2024-05-14"))
        self.assertEqual(self.desk.take_back("3", day("2024-06-14")), 0)

    def test_renewals_end(self):
        self.desk.lend("2", 1, day("2024-05-02"))
        self.desk.renew("2", day("2024-05-20"))
        self.desk.renew("2", day("2024-06-10"))
        with self.assertRaises(LimitReached):
            self.desk.renew("2", day("2024-06-20"))

    def test_reminder(self):
        self.desk.lend("3", 1, day("2024-05-02"))
        self.assertIsNone(reminder(self.desk, 1, day("2024-05-09")))
        self.assertIn("Alien, due 2024-05-09, fine 0.50", reminder(self.desk, 1, day("2024-05-10")))

    def test_store(self):
        self.desk.lend("3", 1, day("2024-05-02"))
        self.desk.lend("1", 2, day("2024-05-02"))
        self.desk.take_back("3", day("2024-05-03"))
        text = store.dump(self.desk.loans)
        self.assertEqual(list(store.load(text)), list(self.desk.loans))


if __name__ == "__main__":
    unittest.main()
