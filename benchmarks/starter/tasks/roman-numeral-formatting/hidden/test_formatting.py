import unittest

from numerals.numeral import Numeral


class FormattingTest(unittest.TestCase):
    def test_styles(self):
        king = Numeral(14)
        self.assertEqual(f"Louis {king:R}, page {king:r}, the {king:th}", "Louis XIV, page xiv, the 14th")
        self.assertEqual("{:th} {:R}".format(Numeral(22), Numeral(1990)), "22nd MCMXC")

    def test_padding(self):
        part = Numeral(4)
        self.assertEqual(f"[{part:>5R}] [{part:<5r}] [{part:^6th}]", "[   IV] [iv   ] [ 4th  ]")
        self.assertEqual(f"{part:.>6R} {part:*^9th} {part:r>4r} {part:>>3R}", "....IV ***4th*** rriv >IV")

    def test_padded_text_is_left_aligned_by_default(self):
        self.assertEqual(f"[{Numeral(4):5R}] [{Numeral(3):6th}]", "[IV   ] [3rd   ]")

    def test_numbers_are_formatted_as_before(self):
        number = Numeral(255)
        for spec in ("", "d", "06d", ">6", "x", "#X", "+,d", "e", "t<6", "R>6", "h^7d"):
            self.assertEqual(format(number, spec), format(255, spec), spec)
        self.assertEqual((str(number), "%d" % number), ("255", "255"))

    def test_no_such_spelling_or_format(self):
        for number in (0, -3, 4000):
            self.assertRaises(ValueError, format, Numeral(number), "R")
            self.assertRaises(ValueError, format, Numeral(number), ">9r")
        self.assertRaises(ValueError, format, Numeral(4), "RR")
        self.assertRaises(ValueError, format, Numeral(4), "q")

    def test_stays_a_numeral(self):
        chapter = Numeral(3)
        for result, text in ((chapter + 1, "IV"), (1 + chapter, "IV"), (chapter - 1, "II"), (9 - chapter, "VI")):
            self.assertIs(type(result), Numeral)
            self.assertEqual(format(result, "R"), text)
        chapter += chapter
        self.assertEqual(f"{chapter:th}", "6th")
        self.assertIs(type(sum([Numeral(1), Numeral(2)])), Numeral)

    def test_other_numbers_take_over(self):
        for result, value in ((Numeral(3) + 0.5, 3.5), (0.5 + Numeral(3), 3.5), (3.5 - Numeral(3), 0.5)):
            self.assertIs(type(result), float)
            self.assertEqual(result, value)
        self.assertRaises(TypeError, lambda: Numeral(3) + "1")

    def test_parse(self):
        cases = [("14", 14), ("XIV", 14), ("xiv", 14), ("14th", 14), ("21st", 21), ("112th", 112), (" 3rd\n", 3), ("I", 1)]
        for text, value in cases:
            number = Numeral.parse(text)
            self.assertIs(type(number), Numeral, text)
            self.assertEqual(number, value, text)

    def test_parse_takes_only_correct_spellings(self):
        for text in ("", "  ", "IIII", "VX", "IM", "XIVth", "11st", "3th", "th", "2 nd", "four", "MMMM", "1.5"):
            with self.assertRaises(ValueError, msg=text):
                Numeral.parse(text)

    def test_every_roman_numeral_comes_back(self):
        for number in range(1, 4000, 7):
            self.assertEqual(Numeral.parse(format(Numeral(number), "r")), number)
