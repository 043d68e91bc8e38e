import unittest
from datetime import datetime

from cronish import CronError, NeverDue, Schedule


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


class NextTest(unittest.TestCase):
    def check(self, line, moment, *expected):
        found = Schedule(line).upcoming(at(moment), len(expected))
        self.assertEqual(found, [at(text) for text in expected])

    def test_clock(self):
        self.check("*/20 8,17 * * *", "2024-03-01 08:40", "2024-03-01 17:00", "2024-03-01 17:20", "2024-03-01 17:40",
                   "2024-03-02 08:00")

    def test_day_of_the_month(self):
        self.check("30 2 31 * *", "2024-01-31 02:30", "2024-03-31 02:30", "2024-05-31 02:30")

    def test_weekday(self):
        self.check("0 9 * * mon,7", "2024-02-24 09:00", "2024-02-25 09:00", "2024-02-26 09:00", "2024-03-03 09:00")

    def test_month_and_macro(self):
        self.check("0 0 29 feb ?", "2021-01-01 00:00", "2024-02-29 00:00", "2028-02-29 00:00")
        self.check("@weekly", "2024-02-24 09:00", "2024-02-25 00:00")

    def test_day_of_the_month_or_weekday(self):
        self.check("0 9 1 * mon", "2024-01-01 09:00", "2024-01-08 09:00", "2024-01-15 09:00", "2024-01-22 09:00",
                   "2024-01-29 09:00", "2024-02-01 09:00")


class OtherTest(unittest.TestCase):
    def test_previous(self):
        self.assertEqual(Schedule("15 3 * * *").previous_before(at("2024-03-01 03:15")), at("2024-02-29 03:15"))

    def test_never(self):
        with self.assertRaises(NeverDue):
            Schedule("0 0 30 2 *").next_after(at("2024-01-01 00:00"))

    def test_errors(self):
        for line in ("* * * *", "60 * * * *", "5-1 * * * *", "* * 0 * *", "* * * foo *"):
            with self.assertRaises(CronError, msg=line):
                Schedule(line)

    def test_describe(self):
        self.assertEqual(Schedule("0 9 1 * mon").describe(), "at 09:00, on day 1 of the month or on Monday")
        self.assertEqual(Schedule("30 9 * 3 1-5").describe(), "at 09:30, on Monday to Friday, in March")


if __name__ == "__main__":
    unittest.main()
