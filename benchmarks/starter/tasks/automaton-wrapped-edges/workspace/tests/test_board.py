import unittest

from automaton import Board, Rule

GLIDER = "bo$2bo$3o!"


def board(*lines, **options):
    return Board.parse("\n".join(lines), **options)


class LifeTest(unittest.TestCase):
    def test_blinker(self):
        upright = board(".....", "..#..", "..#..", "..#..", ".....")
        self.assertEqual(str(upright.step()), ".....\n.....\n.###.\n.....\n.....")
        self.assertEqual(upright.cycle(), (0, 2))

    def test_edges_are_dead_by_default(self):
        self.assertEqual(Board(3, 3, [(0, 0), (1, 0), (2, 0)]).step(), Board(3, 3, [(1, 0), (1, 1)]))
        self.assertEqual(sorted(Board(3, 2).neighbours(0, 0)), [(0, 1), (1, 0), (1, 1)])

    def test_other_rule(self):
        seeds = Rule.parse("b2/s")
        self.assertEqual(board("....", ".##.", "....").step(seeds), board(".##.", "....", ".##."))

    def test_history_and_groups(self):
        start = board("##..", "##..", "....", "...#")
        self.assertEqual(start.history(2), [5, 4, 4])
        self.assertEqual([len(group) for group in start.groups()], [4, 1])


class ChangeTest(unittest.TestCase):
    def test_patterns(self):
        glider = Board(6, 5).stamped(GLIDER, 1, 2)
        self.assertEqual(glider, board("......", "......", "..#...", "...#..", ".###.."))
        self.assertEqual(glider.pattern(), GLIDER)
        with self.assertRaises(ValueError):
            glider.stamped("3x!")

    def test_transformations(self):
        start = board("#..", "##.")
        self.assertEqual(start.flipped(), board("..#", ".##"))
        self.assertEqual(start.turned(), board(".##", "..#"))
        self.assertEqual(start.moved(2, 0), board("..#", "..#"))
        self.assertEqual(start.pasted(start, 2, 0), board("#.#", "###"))


class WrapTest(unittest.TestCase):
    def test_glider_comes_back(self):
        start = Board(7, 5, edges="wrap").stamped(GLIDER, 1, 1)
        self.assertEqual(start.after(4 * 35), start)
        self.assertEqual(start.history(3), [5, 5, 5, 5])


if __name__ == "__main__":
    unittest.main()
