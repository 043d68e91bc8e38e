import unittest

from diskreport.report import render, summarise

LISTING = """
  300 app.log
  200 app.log.1
   40 app.log.2.gz
   40 app.log.10.gz
   41 app.log.4.gz
   10 notes.txt
 9000 web.log
    7 app.log.tmp
"""


class ReportTest(unittest.TestCase):
    def rows(self, text):
        return {row.base: row for row in summarise(text)}

    def test_sizes_and_counts_as_before(self):
        row = self.rows(LISTING)["app.log"]
        self.assertEqual((row.base, row.files, row.bytes), ("app.log", 5, 621))

    def test_rotated_and_missing(self):
        row = self.rows(LISTING)["app.log"]
        self.assertEqual(row.rotated, 4)
        self.assertEqual(list(row.missing), [3, 5, 6, 7, 8, 9])
        self.assertEqual(list(row.doubles), [])

    def test_only_the_live_file(self):
        row = self.rows(LISTING)["web.log"]
        self.assertEqual((row.files, row.rotated, list(row.missing), list(row.doubles)), (1, 0, [], []))

    def test_newest_rotations_may_be_missing(self):
        row = self.rows("5 a.log\n5 a.log.3\n5 a.log.4.gz\n")["a.log"]
        self.assertEqual(list(row.missing), [1, 2])

    def test_plain_and_compressed(self):
        row = self.rows("5 a.log.12\n1 a.log.12.gz\n5 a.log.9.gz\n9 a.log.9\n1 a.log.10\n1 a.log.11.gz\n")["a.log"]
        self.assertEqual((row.files, row.bytes, row.rotated), (6, 22, 4))
        self.assertEqual(list(row.doubles), [9, 12])
        self.assertEqual(list(row.missing), [1, 2, 3, 4, 5, 6, 7, 8])

    def test_largest_first_and_then_by_name(self):
        text = "5 c.log\n9 b.log.1\n5 a.log\n4 d.log\n5 d.log.1\n0 e.log\n"
        self.assertEqual([row.base for row in summarise(text)], ["b.log", "d.log", "a.log", "c.log", "e.log"])

    def test_log_without_a_live_file(self):
        self.assertEqual(self.rows("8 old.log.1\n")["old.log"].rotated, 1)

    def test_nothing(self):
        self.assertEqual(summarise("\n10 notes.txt\n"), [])
        self.assertEqual(render(""), "")

    def test_print_out(self):
        lines = render(LISTING + "1 app.log.2\n").splitlines()
        self.assertEqual(lines[0].split(), ["9000", "1", "web.log"])
        self.assertEqual(lines[1].split(), "622 6 app.log missing 3,5,6,7,8,9 double 2".split())
        self.assertEqual(render("5 a.log\n1 a.log.2\n"), "           6    2 a.log missing 1\n")
        self.assertEqual(render("5 a.log.1\n1 a.log.1.gz\n"), "           6    2 a.log double 1\n")
