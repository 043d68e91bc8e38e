import unittest

from linepatch import HunkFailed, apply, diff, parse


def lines(text):
    return [word + "\n" for word in text.split()]


def patch(*hunks):
    """A patch from headers and signed words: ("@@ -1,2 +1,2 @@", "_a -b +c"), "_" standing for context."""
    text = "--- a\n+++ b\n"
    for header, words in hunks:
        text += header + "\n" + "".join(word.replace("_", " ", 1) + "\n" for word in words.split())
    return parse(text)[0]


def placed(outcome):
    return [(p.line, p.offset, p.fuzz) for p in outcome.placements]


class MovedTest(unittest.TestCase):
    def test_nearest_place_wins_and_the_upper_of_two(self):
        change = patch(("@@ -6 +6 @@", "-x +y"))
        found = apply(lines("x 2 3 4 5 6 7 x 9"), change)
        self.assertEqual((found.lines, placed(found)), (lines("x 2 3 4 5 6 7 y 9"), [(8, 2, 0)]))
        found = apply(lines("1 2 x x 5 6 7 8 9 x"), change)
        self.assertEqual((found.lines, placed(found)), (lines("1 2 x y 5 6 7 8 9 x"), [(4, -2, 0)]))
        found = apply(lines("1 2 x 4 x 6"), patch(("@@ -4 +4 @@", "-x +y")))
        self.assertEqual((found.lines, placed(found)), (lines("1 2 y 4 x 6"), [(3, -1, 0)]))

    def test_offset_is_handed_on_but_not_the_length_of_changes(self):
        change = patch(("@@ -1,2 +1,2 @@", "_a -b +B"), ("@@ -6 +6 @@", "-x +y"))
        old = lines("1 2 3 a b 6 x 8 x 10 11")
        found = apply(old, change)
        self.assertEqual(found.lines, lines("1 2 3 a B 6 x 8 y 10 11"))
        self.assertEqual(placed(found), [(4, 3, 0), (9, 3, 0)])
        change = patch(("@@ -1 +1,3 @@", "-a +b +c +d"), ("@@ -4 +6 @@", "-x +y"))
        found = apply(lines("a 2 3 x 5 x"), change)
        self.assertEqual((found.lines, placed(found)), (lines("b c d 2 3 y 5 x"), [(1, 0, 0), (4, 0, 0)]))

    def test_never_above_the_end_of_the_hunk_before(self):
        change = patch(("@@ -1,2 +1,2 @@", "-x +y _x"), ("@@ -4 +4 @@", "-x +z"))
        found = apply(lines("x x 3 4 5 6 7 x"), change)
        self.assertEqual((found.lines, placed(found)), (lines("y x 3 4 5 6 7 z"), [(1, 0, 0), (8, 4, 0)]))
        with self.assertRaises(HunkFailed) as caught:
            apply(lines("x x 3 4 5 6 7 8"), change)
        self.assertEqual(caught.exception.number, 2)

    def test_end_of_the_file_and_pure_insertions(self):
        found = apply(lines("1 a"), patch(("@@ -40,1 +40,2 @@", "_a +b")))
        self.assertEqual((found.lines, placed(found)), (lines("1 a b"), [(2, -38, 0)]))
        change = patch(("@@ -1 +1 @@", "-a +A"), ("@@ -3,0 +4,1 @@", "+new"))
        found = apply(lines("0 a b c d"), change)
        self.assertEqual((found.lines, placed(found)), (lines("0 A b c new d"), [(2, 1, 0), (5, 1, 0)]))

    def test_input_stays_as_it_is(self):
        old = lines("1 2 a b")
        change = patch(("@@ -1 +1 @@", "-a +A"), ("@@ -2 +2 @@", "-b +B"))
        self.assertEqual(apply(old, change).lines, lines("1 2 A B"))
        self.assertEqual(old, lines("1 2 a b"))


class FuzzTest(unittest.TestCase):
    CHANGE = ("@@ -2,5 +2,5 @@", "_b _c -d +D _e _f")

    def test_ignored_context_is_kept_and_never_more_than_needed(self):
        old = lines("a X c d e Y g")
        with self.assertRaises(HunkFailed):
            apply(old, patch(self.CHANGE))
        found = apply(old, patch(self.CHANGE), fuzz=1)
        self.assertEqual((found.lines, placed(found)), (lines("a X c D e Y g"), [(2, 0, 1)]))
        old = lines("0 a X X d e f g")
        with self.assertRaises(HunkFailed):
            apply(old, patch(self.CHANGE), fuzz=1)
        found = apply(old, patch(self.CHANGE), fuzz=3)
        self.assertEqual((found.lines, placed(found)), (lines("0 a X X D e f g"), [(3, 1, 2)]))

    def test_whole_hunk_elsewhere_is_better(self):
        found = apply(lines("a X c d e f g 8 9 b c d e f"), patch(self.CHANGE), fuzz=2)
        self.assertEqual((found.lines, placed(found)), (lines("a X c d e f g 8 9 b c D e f"), [(10, 8, 0)]))

    def test_changed_lines_are_never_ignored(self):
        with self.assertRaises(HunkFailed):
            apply(lines("a b X c"), patch(("@@ -2,2 +2,2 @@", "-b _c +x")), fuzz=5)
        with self.assertRaises(HunkFailed):
            apply(lines("a b c X e f g"), patch(self.CHANGE), fuzz=5)

    def test_ignored_lines_may_be_missing_or_belong_to_the_next_hunk(self):
        found = apply(lines("c d e"), patch(self.CHANGE), fuzz=1)
        self.assertEqual((found.lines, found.placements[0].fuzz), (lines("c D e"), 1))
        change = patch(("@@ -1,3 +1,3 @@", "-a +A _b _c"), ("@@ -4 +4 @@", "-d +D"))
        found = apply(lines("a b d"), change, fuzz=1)
        self.assertEqual((found.lines, placed(found)), (lines("A b D"), [(1, 0, 1), (3, -1, 0)]))


class RoundTripTest(unittest.TestCase):
    def test_shifted_files(self):
        old = lines("a b c d e f g h i j k l m n o p")
        new = lines("a b C d e f g h i j k k2 l m p")
        for context in (1, 2, 3):
            for before in range(5):
                extra = lines("0 " * before)
                found = apply(extra + old, diff(old, new, context=context))
                self.assertEqual(found.lines, extra + new)
                self.assertEqual({p.offset for p in found.placements}, {before})


if __name__ == "__main__":
    unittest.main()
