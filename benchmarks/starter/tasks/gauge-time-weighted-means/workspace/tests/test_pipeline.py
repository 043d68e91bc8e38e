import unittest

from gauges import Pipeline, Plan, read_plan
from gauges.errors import LogError, PlanError
from gauges.ingest import timestamp

LOG = """
2024-05-02T10:00:00 boiler 60 C
2024-05-02T10:10:00 boiler 70 C
2024-05-02T10:20:00 boiler 70 C   # until 10:35
2024-05-02T12:00:00 boiler 50 C
2024-05-02T12:15:00 boiler 333.15 K
2024-05-02T12:30:00 boiler 60 C
"""


def values(log, **settings):
    return [bucket.value for outcome in Pipeline(Plan(**settings)).run(log) for bucket in outcome.buckets]


class PipelineTest(unittest.TestCase):
    def test_a_reading_holds_until_the_next_one(self):
        first, second, third = values(LOG)
        self.assertAlmostEqual(first, (10 * 60 + 10 * 70 + 15 * 70) / 35)
        self.assertIsNone(second)
        self.assertAlmostEqual(third, (15 * 50 + 15 * 60 + 15 * 60) / 45)

    def test_a_reading_holds_into_the_next_window(self):
        log = "2024-05-02T10:30:00 x 10 C\n2024-05-02T10:55:00 x 20 C\n2024-05-02T11:05:00 x 30 C\n"
        first, second = values(log, hold=1800)
        self.assertAlmostEqual(first, (25 * 10 + 5 * 20) / 30)
        self.assertAlmostEqual(second, (5 * 20 + 30 * 30) / 35)

    def test_little_knowledge_is_none(self):
        log = "2024-05-02T10:00:00 x 10 C\n2024-05-02T10:10:00 x 10 C\n"
        self.assertEqual(values(log, hold=900), [None])
        self.assertAlmostEqual(values(log, hold=1800)[0], 10)

    def test_counts_and_windows_stay(self):
        outcome = Pipeline(Plan()).run(LOG)[0]
        self.assertEqual([bucket.count for bucket in outcome.buckets], [3, 0, 3])
        self.assertEqual(outcome.buckets[0].window.start, timestamp("2024-05-02T10:00:00"))
        self.assertEqual([gap.seconds for gap in outcome.gaps], [85 * 60])

    def test_tables(self):
        text = Pipeline(Plan(hold=1800)).tables(LOG)
        self.assertEqual(text.splitlines()[0], "boiler [C]")
        self.assertEqual(text.splitlines()[3].split(), ["11:00", "-", "0"])

    def test_alarms(self):
        plan = read_plan("window = 600\nhold = 600\nlimit boiler = 65")
        found = Pipeline(plan).run(LOG)[0].alarms
        self.assertEqual([(alarm.end - alarm.start, alarm.peak) for alarm in found], [(1200, 70.0)])

    def test_cleaning(self):
        plan = Plan(window=600, hold=600, low=0, jump=5)
        raw = [20, 21, 60, 22, -5, 23]
        log = "\n".join(f"2024-05-02T10:{10 * i:02d}:00 x {value} C" for i, value in enumerate(raw))
        series = Pipeline(plan).run(log)[0].series
        self.assertEqual([reading.value for reading in series.readings], [20, 21, 22, 23])

    def test_errors(self):
        with self.assertRaisesRegex(LogError, "line 2 of the log: unknown unit 'X'"):
            Pipeline(Plan()).run("\n2024-05-02T10:00:00 a 1 X")
        with self.assertRaisesRegex(PlanError, "line 1: there is no setting 'windows'"):
            read_plan("windows = 3")


if __name__ == "__main__":
    unittest.main()
