import itertools
import unittest
from datetime import date

from agenda import Event, Rule, between, parse_rule
from agenda.recurrence import ends, following, occurrences


def d(text):
    return date.fromisoformat(text)


def first(count, text, start):
    return [str(day) for day in itertools.islice(occurrences(parse_rule(text), d(start)), count)]


class RecurrenceTest(unittest.TestCase):
    def test_short_months_are_left_out(self):
        self.assertEqual(first(4, "every month", "2023-01-31"),
                         ["2023-01-31", "2023-03-31", "2023-05-31", "2023-07-31"])
        self.assertEqual(first(3, "every month", "2024-01-30"), ["2024-01-30", "2024-03-30", "2024-04-30"])

    def test_clamped_months_come_back_to_their_day(self):
        self.assertEqual(first(5, "every month or last day", "2023-12-31"),
                         ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"])
        self.assertEqual(first(3, "every month or last day", "2023-01-29"), ["2023-01-29", "2023-02-28", "2023-03-29"])

    def test_interval_of_months_stays_on_its_grid(self):
        self.assertEqual(first(4, "every 3 months", "2023-05-31"),
                         ["2023-05-31", "2023-08-31", "2024-05-31", "2024-08-31"])
        self.assertEqual(first(5, "every 2 months", "2023-07-31"),
                         ["2023-07-31", "2024-01-31", "2024-03-31", "2024-05-31", "2024-07-31"])
        self.assertEqual(first(3, "every 6 months or last day", "2023-08-31"),
                         ["2023-08-31", "2024-02-29", "2024-08-31"])

    def test_leap_day(self):
        self.assertEqual(first(3, "every year", "2024-02-29"), ["2024-02-29", "2028-02-29", "2032-02-29"])
        self.assertEqual(first(3, "every 3 years", "2024-02-29"), ["2024-02-29", "2036-02-29", "2048-02-29"])
        self.assertEqual(first(5, "every year or last day", "2024-02-29"),
                         ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"])
        self.assertEqual(first(2, "every 4 years", "2096-02-29"), ["2096-02-29", "2104-02-29"])

    def test_weeks_begin_on_monday(self):
        self.assertEqual(first(4, "every 2 weeks on Monday and Thursday", "2024-01-04"),
                         ["2024-01-04", "2024-01-15", "2024-01-18", "2024-01-29"])
        self.assertEqual(first(4, "every 3 weeks on Sunday and Monday", "2024-01-07"),
                         ["2024-01-07", "2024-01-22", "2024-01-28", "2024-02-12"])

    def test_start_that_does_not_fit(self):
        self.assertEqual(first(3, "every 2 weeks on Tuesday", "2024-01-04"), ["2024-01-16", "2024-01-30", "2024-02-13"])
        self.assertEqual(first(2, "every 2 weeks on Saturday", "2024-01-04"), ["2024-01-06", "2024-01-20"])
        self.assertEqual(first(2, "every 2 months on the first Monday", "2024-01-04"), ["2024-03-04", "2024-05-06"])

    def test_left_out_months_take_no_place_in_the_count(self):
        rule = Rule("month", count=3)
        self.assertEqual(ends(rule, d("2023-01-31")), d("2023-05-31"))
        event = Event("Rent", d("2023-01-31"), rule, exceptions=frozenset({d("2023-03-31")}))
        self.assertEqual(event.starts(d("2023-01-01"), d("2024-01-01")), [d("2023-01-31"), d("2023-05-31")])

    def test_until_and_windows(self):
        rule = parse_rule("every month until 2023-08-30")
        self.assertEqual(between(rule, d("2023-01-31"), d("2023-02-01"), d("2024-01-01")),
                         [d("2023-03-31"), d("2023-05-31"), d("2023-07-31")])
        self.assertEqual(following(parse_rule("every month"), d("2023-01-31"), d("2023-03-31")), d("2023-05-31"))


if __name__ == "__main__":
    unittest.main()
