import unittest

from gauges import Pipeline, Plan


def log(*rows, sensor="x", day="2024-05-02"):
    return "".join(f"{day}T{time} {sensor} {value} C\n" for time, value in rows)


def buckets(text, **settings):
    return Pipeline(Plan(**settings)).run(text)[0].buckets


class MeansTest(unittest.TestCase):
    def check(self, found, expected):
        self.assertEqual(len(found), len(expected))
        for bucket, value in zip(found, expected):
            if value is None:
                self.assertIsNone(bucket.value)
            else:
                self.assertAlmostEqual(bucket.value, value)

    def test_a_burst_weighs_no_more_than_its_time(self):
        text = log(("10:00:00", 10), *[(f"10:30:{second:02d}", 40) for second in range(0, 60, 5)], ("10:31:00", 10))
        self.check(buckets(text, hold=1800), [(30 * 10 + 1 * 40 + 29 * 10) / 60])

    def test_a_reading_can_hold_over_several_windows(self):
        found = buckets(log(("10:05:00", 10), ("10:55:00", 20)), window=600, hold=1500)
        self.check(found, [10, 10, 10, None, None, 20])
        self.assertEqual([bucket.count for bucket in found], [1, 0, 0, 0, 0, 1])

    def test_exactly_half_is_enough(self):
        self.check(buckets(log(("10:00:00", 10), ("10:10:00", 20)), hold=1200), [(10 * 10 + 20 * 20) / 30])
        self.check(buckets(log(("10:00:00", 10), ("10:10:00", 20)), hold=1199), [None])

    def test_the_last_reading_holds_too_but_makes_no_new_window(self):
        self.check(buckets(log(("10:00:00", 10), ("10:50:00", 70)), hold=7200), [(50 * 10 + 10 * 70) / 60])

    def test_of_two_readings_at_one_time_the_later_line_counts(self):
        self.check(buckets(log(("10:00:00", 10), ("10:00:00", 30)), hold=3600), [30])
        self.check(buckets(log(("10:30:00", 99), ("10:00:00", 10), ("10:30:00", 20)), hold=3600), [15])

    def test_dropped_readings_do_not_hold(self):
        text = log(("10:00:00", 10), ("10:10:00", 999), ("10:20:00", 20))
        self.check(buckets(text, hold=2400, high=100), [(20 * 10 + 40 * 20) / 60])

    def test_a_reading_at_the_border_belongs_to_the_next_window(self):
        found = buckets(log(("10:00:00", 10), ("11:00:00", 20), ("11:59:59", 20)), hold=3600)
        self.check(found, [10, 20])
        self.assertEqual([bucket.count for bucket in found], [1, 2])

    def test_the_mean_of_a_day_weighs_windows_by_what_is_known(self):
        text = log(("10:00:00", 10), ("10:30:00", 10), ("11:20:00", 40), ("14:05:00", 90))
        table = Pipeline(Plan(hold=1800)).tables(text).splitlines()
        # 10:00 to 11:00 is known, and 11:20 to 11:50; of 14:05 only 30 minutes, enough too
        self.assertEqual(table[1], "2024-05-02  min 10.0  mean 37.5  max 90.0")
        self.assertEqual([row.split()[1] for row in table[2:]], ["10.0", "40.0", "-", "-", "90.0"])

    def test_windows_without_a_value_do_not_enter_the_day(self):
        text = log(("10:00:00", 10), ("10:40:00", 10), ("13:00:00", 90)) + log(("00:00:00", 5), day="2024-05-03")
        table = Pipeline(Plan(hold=1200)).tables(text).splitlines()
        self.assertEqual(table[1], "2024-05-02  min 10.0  mean 10.0  max 10.0")
        self.assertEqual(table[-2], "2024-05-03  min -  mean -  max -")


if __name__ == "__main__":
    unittest.main()
