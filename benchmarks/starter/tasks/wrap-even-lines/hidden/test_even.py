import itertools
import random
import unittest

from layout.blocks import bullets, paragraph
from layout.measure import columns
from layout.wrap import wrap


def best(text, width, first="", rest=""):
    """The lines that the statement asks for, found by trying everything."""
    words = text.split()
    breaks = len(wrap(text, width, first, rest)) - 1
    found = None
    for cuts in itertools.combinations(range(1, len(words)), breaks):
        ends = list(cuts) + [len(words)]
        spans = list(zip([0] + ends, ends))
        lines = [(rest if start else first) + " ".join(words[start:end]) for start, end in spans]
        left = [width - columns(line) for line in lines]
        if any(room < 0 and end - start > 1 for room, (start, end) in zip(left, spans)):
            continue
        rank = (sum(max(0, room) ** 2 for room in left), [start - end for start, end in spans])
        if found is None or rank < found[0]:
            found = (rank, lines)
    return found[1]


class EvenTest(unittest.TestCase):
    def test_squares_decide(self):
        self.assertEqual(wrap("aaaa bb cc dddd eeeeee", 9, even=True), ["aaaa bb", "cc dddd", "eeeeee"])
        self.assertEqual(wrap("aaaaa bb c dddddddd e", 10, even=True), ["aaaaa bb c", "dddddddd e"])

    def test_last_line_counts(self):
        self.assertEqual(wrap("one two three four five", 19, even=True), ["one two three", "four five"])

    def test_among_equals_the_first_lines_have_more_words(self):
        self.assertEqual(wrap("aa b aa", 5, even=True), ["aa b", "aa"])
        self.assertEqual(wrap("aaaa b aaaa b aaaa", 7, even=True), ["aaaa b", "aaaa b", "aaaa"])

    def test_one_line_or_none(self):
        self.assertEqual(wrap("just one line", 40, "> ", even=True), ["> just one line"])
        self.assertEqual(wrap("", 10, "> ", even=True), [])

    def test_long_word_has_its_own_line(self):
        text = "it was an incomprehensibilities of a day out"
        self.assertEqual(wrap(text, 10, even=True), best(text, 10))
        self.assertEqual(wrap("incomprehensibilities", 5, even=True), ["incomprehensibilities"])

    def test_indents_of_different_width(self):
        text = "a bb ccc dd e ff ggg h iii"
        for first, rest in (("-------- ", "  "), ("", "        "), ("* ", "    ")):
            self.assertEqual(wrap(text, 16, first, rest, even=True), best(text, 16, first, rest))

    def test_wide_characters(self):
        text = "\u6f22\u5b57 ab \u6f22 \u5b57\u5b57\u5b57 e\u0301e\u0301 \u6f22 abc"
        for width in (8, 10, 13):
            self.assertEqual(wrap(text, width, even=True), best(text, width))

    def test_against_all_ways_to_break(self):
        chance = random.Random(11)
        for _ in range(60):
            text = " ".join("x" * chance.randint(1, 7) for _ in range(chance.randint(2, 11)))
            width = chance.randint(7, 16)
            self.assertEqual(wrap(text, width, "", "  ", even=True), best(text, width, "", "  "), (text, width))

    def test_blocks(self):
        self.assertEqual(paragraph("one two three four five", 21, "  ", even=True), "  one two three\n  four five\n")
        self.assertEqual(
            bullets(["one two three four five", "six"], 21, even=True), "- one two three\n  four five\n- six\n"
        )
        self.assertEqual(bullets(["one two three four five"], 21), "- one two three four\n  five\n")

    def test_long_text(self):
        text = " ".join("x" * (1 + number * 7 % 9) for number in range(300))
        lines = wrap(text, 40, even=True)
        self.assertEqual(len(lines), len(wrap(text, 40)))
        self.assertEqual(" ".join(lines), text)
