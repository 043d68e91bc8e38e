import unittest
from datetime import date

from agenda import Event, Rule, RuleError, between, parse_rule
from agenda.event import agenda
from agenda.recurrence import ends, following


def d(text):
    return date.fromisoformat(text)


def days(text, start, first, last):
    return [str(day) for day in between(parse_rule(text), d(start), d(first), d(last))]


class RuleTest(unittest.TestCase):
    def test_words(self):
        for text in ("every day", "every 2 weeks on Monday and Thursday", "every month on the last Friday",
                     "every 3 months or last day", "every year until 2030-01-01", "every 10 days 4 times"):
            self.assertEqual(str(parse_rule(text)), text)
        self.assertEqual(parse_rule("Every other week on tue, fri"), Rule("week", 2, (1, 4)))

    def test_errors(self):
        for text in ("every", "every 0 days", "every month on Monday", "every week on Funday", "every day or last day",
                     "every month on the sixth Friday", "every day until 2024-02-30"):
            with self.assertRaises(RuleError, msg=text):
                parse_rule(text)


class OccurrencesTest(unittest.TestCase):
    def test_days(self):
        self.assertEqual(days("every 10 days", "2024-01-05", "2024-01-10", "2024-02-04"),
                         ["2024-01-15", "2024-01-25", "2024-02-04"])

    def test_weeks(self):
        self.assertEqual(days("every week on mon and wed", "2024-01-02", "2024-01-01", "2024-01-10"),
                         ["2024-01-03", "2024-01-08", "2024-01-10"])

    def test_months(self):
        self.assertEqual(days("every month 3 times", "2024-01-15", "2024-01-01", "2024-12-31"),
                         ["2024-01-15", "2024-02-15", "2024-03-15"])
        self.assertEqual(days("every month on the fifth Friday", "2024-03-01", "2024-01-01", "2024-08-31"),
                         ["2024-03-29", "2024-05-31", "2024-08-30"])

    def test_month_without_the_day(self):
        self.assertEqual(days("every month", "2023-01-31", "2023-01-01", "2023-07-31"),
                         ["2023-01-31", "2023-03-31", "2023-05-31", "2023-07-31"])

    def test_end(self):
        self.assertEqual(ends(Rule("year", count=3), d("2024-05-01")), d("2026-05-01"))
        self.assertIsNone(following(Rule("day", until=d("2024-01-03")), d("2024-01-01"), d("2024-01-03")))


class EventTest(unittest.TestCase):
    def test_exceptions_count(self):
        off = frozenset({d("2024-01-08")})
        event = Event("Yoga", d("2024-01-01"), parse_rule("every week 3 times"), exceptions=off)
        self.assertEqual(agenda([event], d("2024-01-01"), d("2024-12-31")), ["2024-01-01  Yoga", "2024-01-15  Yoga"])

    def test_several_days(self):
        event = Event("Fair", d("2024-01-01"), parse_rule("every month"), days=3)
        self.assertEqual([event.is_on(d(t)) for t in ("2024-02-03", "2024-02-04")], [True, False])


if __name__ == "__main__":
    unittest.main()
