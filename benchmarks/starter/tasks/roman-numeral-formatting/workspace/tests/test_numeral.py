import unittest

from numerals.numeral import Numeral
from numerals.ordinal import ordinal
from numerals.roman import from_roman, to_roman


class NumeralTest(unittest.TestCase):
    def test_roman(self):
        for number, text in [(1, "I"), (4, "IV"), (14, "XIV"), (1999, "MCMXCIX"), (3999, "MMMCMXCIX")]:
            self.assertEqual(to_roman(number), text)
            self.assertEqual(from_roman(text), number)
        self.assertRaises(ValueError, to_roman, 0)

    def test_ordinal(self):
        self.assertEqual([ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113)], "1st 2nd 3rd 4th 11th 22nd 113th".split())

    def test_spellings(self):
        self.assertEqual((Numeral(9).roman, Numeral(9).ordinal), ("IX", "9th"))

    def test_prints_like_a_number(self):
        chapter = Numeral(7)
        self.assertEqual(f"{chapter} {chapter:3} {chapter:03d} {chapter:x<4}|{chapter:+.1f}", "7   7 007 7xxx|+7.0")

    def test_is_a_number(self):
        self.assertEqual(Numeral(7) + 0.5, 7.5)
        self.assertEqual(Numeral(7), 7)


if __name__ == "__main__":
    unittest.main()
