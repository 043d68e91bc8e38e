import unittest

from layout.blocks import bullets, paragraph
from layout.measure import columns
from layout.wrap import wrap


class WrapTest(unittest.TestCase):
    def test_lines_are_filled(self):
        self.assertEqual(wrap("a quiet town by the sea", 12), ["a quiet town", "by the sea"])
        self.assertEqual(wrap("  ", 12), [])

    def test_long_words(self):
        self.assertEqual(wrap("an extraordinary day", 8), ["an", "extraordinary", "day"])

    def test_wide_characters(self):
        self.assertEqual(columns("\u6f22\u5b57 e\u0301"), 6)
        self.assertEqual(wrap("\u6f22\u5b57 \u6f22\u5b57 ab", 7), ["\u6f22\u5b57", "\u6f22\u5b57 ab"])

    def test_blocks(self):
        self.assertEqual(paragraph("one two three", 9, indent="  "), "  one two\n  three\n")
        self.assertEqual(bullets(["one two three", "four"], 9), "- one two\n  three\n- four\n")

    def test_even_lines(self):
        text = "The harbour at night, seen from the hill"
        self.assertEqual(wrap(text, 31), ["The harbour at night, seen from", "the hill"])
        self.assertEqual(wrap(text, 31, even=True), ["The harbour at night,", "seen from the hill"])


if __name__ == "__main__":
    unittest.main()
