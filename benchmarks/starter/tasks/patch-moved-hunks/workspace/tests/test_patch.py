import unittest

from linepatch import HunkFailed, PatchError, apply, diff, parse, render, reverse
from linepatch.patch import summary


def lines(text):
    return [word + "\n" for word in text.split()]


OLD = lines("a b c d e f g h i j k l")
NEW = lines("a b c D e f g h i j1 j2 k l")


class RoundTripTest(unittest.TestCase):
    def test_diff_and_apply(self):
        for context in (0, 1, 3):
            patch = diff(OLD, NEW, context=context)
            self.assertEqual(apply(OLD, patch).lines, NEW)
            self.assertEqual(apply(NEW, reverse(patch)).lines, OLD)

    def test_render_and_parse(self):
        patch = diff(OLD, NEW, context=1)
        self.assertEqual(parse("From: me\n\n" + render(patch)), [patch])
        self.assertEqual(summary([patch]), "new |    5 +++--")

    def test_no_newline_at_the_end(self):
        patch = diff(["a\n", "b"], ["a\n", "b\n"])
        self.assertIn("\\ No newline at end of file", render(patch))
        self.assertEqual(apply(["a\n", "b"], parse(render(patch))[0]).lines, ["a\n", "b\n"])

    def test_unreadable(self):
        for text in ("@@ -1 +1 @@\n-a\n+b\n", "--- a\n+++ b\n@@ -1,2 +1 @@\n-a\n", "--- a\n+++ b\n"):
            with self.assertRaises(PatchError, msg=text):
                parse(text)


class ApplyTest(unittest.TestCase):
    def test_placements(self):
        found = apply(OLD, diff(OLD, NEW, context=1)).placements
        self.assertEqual([(p.line, p.offset) for p in found], [(3, 0), (9, 0)])

    def test_no_place(self):
        with self.assertRaises(HunkFailed) as caught:
            apply(lines("a b c d e f g h x y z"), diff(OLD, NEW, context=1))
        self.assertEqual(caught.exception.number, 2)

    def test_moved_down(self):
        found = apply(lines("0 1 2") + OLD, diff(OLD, NEW))
        self.assertEqual(found.lines, lines("0 1 2") + NEW)
        self.assertEqual(found.placements[0].offset, 3)

    def test_moved_up(self):
        found = apply(OLD[2:], diff(OLD, NEW, context=1))
        self.assertEqual((found.lines, found.placements[1].offset), (NEW[2:], -2))


if __name__ == "__main__":
    unittest.main()
