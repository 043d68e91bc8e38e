import unittest
from datetime import datetime, timedelta

from cronish import NeverDue, Schedule


def at(text):
    return datetime.strptime(text, "%Y-%m-%d")


def days(line, start, count):
    """The days of the next times after midnight of a day, as "month-day"."""
    return [f"{moment:%m-%d}" for moment in Schedule(line).upcoming(at(start), count)]


class DaysTest(unittest.TestCase):
    def test_either_is_enough(self):
        self.assertEqual(days("0 9 1 * mon", "2024-03-24", 4), ["03-25", "04-01", "04-08", "04-15"])
        self.assertEqual(days("0 9 1,15 * sat,sun", "2024-06-13", 5), ["06-15", "06-16", "06-22", "06-23", "06-29"])

    def test_a_single_restriction_decides_alone(self):
        self.assertEqual(days("0 9 * * fri", "2024-05-01", 3), ["05-03", "05-10", "05-17"])
        self.assertEqual(days("0 9 ? * fri", "2024-05-01", 3), ["05-03", "05-10", "05-17"])
        self.assertEqual(days("0 9 31 * ?", "2024-05-31", 3), ["05-31", "07-31", "08-31"])
        self.assertEqual(days("0 9 * * *", "2024-02-28", 3), ["02-28", "02-29", "03-01"])

    def test_steps_restrict(self):
        self.assertEqual(days("0 9 */10 * mon", "2024-09-03", 6),
                         ["09-09", "09-11", "09-16", "09-21", "09-23", "09-30"])
        self.assertEqual(days("0 9 15 * */3", "2024-09-14", 4), ["09-14", "09-15", "09-18", "09-21"])

    def test_restriction_that_lets_every_day_through(self):
        for line in ("0 9 1-31 * mon", "0 9 */1 * mon", "0 9 15 * 0-6", "0 9 15 * sun-sat"):
            self.assertEqual(days(line, "2024-09-03", 3), ["09-03", "09-04", "09-05"], line)

    def test_month_restricts_in_any_case(self):
        self.assertEqual(days("0 9 1 apr mon", "2024-03-24", 3), ["04-01", "04-08", "04-15"])
        self.assertEqual(days("0 0 31 2 thu", "2024-02-10", 4), ["02-15", "02-22", "02-29", "02-06"])
        with self.assertRaises(NeverDue):
            Schedule("0 0 31 2 *").next_after(at("2024-01-01"))

    def test_previous_agrees_with_next(self):
        for line in ("0 9 1 * mon", "0 9 10-12 * 5", "0 9 */9 * wed", "0 9 * * tue", "0 9 13 * ?"):
            schedule = Schedule(line)
            forward = schedule.upcoming(at("2023-11-01"), 60)
            backward = []
            moment = forward[-1] + timedelta(minutes=1)
            for _ in forward:
                moment = schedule.previous_before(moment)
                backward.append(moment)
            self.assertEqual(backward, forward[::-1], line)

    def test_matches_agrees_with_next(self):
        for line in ("0 9 1 * mon", "0 9 1-31 mar mon", "0 9 */9 * wed", "0 9 * * tue", "0 9 13 * *"):
            schedule = Schedule(line)
            start = datetime(2024, 1, 1, 9, 0)
            matching = [day for day in (start + timedelta(days=n) for n in range(366)) if schedule.matches(day)]
            self.assertEqual(matching, schedule.missed(datetime(2024, 1, 1), datetime(2024, 12, 31, 23)), line)
        self.assertFalse(Schedule("0 9 1 * mon").matches(datetime(2024, 1, 8, 9, 1)))


if __name__ == "__main__":
    unittest.main()
