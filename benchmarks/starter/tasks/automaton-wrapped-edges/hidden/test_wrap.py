import unittest

from automaton import Board, Rule


def board(*lines, **options):
    return Board.parse("\n".join(lines), **options)


class WrapTest(unittest.TestCase):
    def test_neighbours_of_a_corner(self):
        self.assertEqual(sorted(Board(4, 5, edges="wrap").neighbours(0, 0)), [
            (0, 1), (0, 4), (1, 0), (1, 1), (1, 4), (3, 0), (3, 1), (3, 4),
        ])
        self.assertEqual(sorted(Board(4, 5, edges="wrap").neighbours(3, 2)), [
            (0, 1), (0, 2), (0, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 3),
        ])

    def test_blinker_across_the_edges(self):
        start = board("#....", "#....", ".....", ".....", "#....", edges="wrap")
        self.assertEqual(str(start.step()), "##..#\n.....\n.....\n.....\n.....")
        self.assertEqual(start.after(2), start)

    def test_default_and_explicit_dead_edges(self):
        lines = ("###", "...", "...")
        self.assertEqual(board(*lines), board(*lines, edges="dead"))
        self.assertEqual(str(board(*lines, edges="dead").step()), ".#.\n.#.\n...")
        self.assertNotEqual(board(*lines), board(*lines, edges="wrap"))

    def test_unknown_edges(self):
        for edges in ("torus", "", None, "Wrap"):
            with self.assertRaises(ValueError):
                Board(3, 3, edges=edges)
            with self.assertRaises(ValueError):
                board("...", edges=edges)

    def test_option_survives_every_operation(self):
        start = Board(4, 3, [(0, 0)], "wrap")
        for made in (start.step(), start.run(2)[2], start.turned(), start.flipped(), start.moved(1, 1), start.centred(),
                     start.pasted(Board(2, 2, [(1, 1)]), 1, 1), start.toggled((1, 1)), start.stamped("2o!")):
            self.assertEqual(made.edges, "wrap")
        self.assertEqual(Board(4, 3).pasted(start, 0, 0).edges, "dead")

    def test_narrow_boards_count_nobody_twice(self):
        self.assertEqual(sorted(Board(2, 4, edges="wrap").neighbours(0, 0)), [(0, 1), (0, 3), (1, 0), (1, 1), (1, 3)])
        self.assertEqual(sorted(Board(5, 1, edges="wrap").neighbours(0, 0)), [(1, 0), (4, 0)])
        self.assertEqual(sorted(Board(2, 2, edges="wrap").neighbours(1, 1)), [(0, 0), (0, 1), (1, 0)])
        self.assertEqual(list(Board(1, 1, edges="wrap").neighbours(0, 0)), [])

    def test_generations_of_narrow_boards(self):
        self.assertEqual(str(board("#.#..", edges="wrap").step(Rule.parse("B1/S"))), "...##")
        self.assertEqual(str(board("##", "#.", edges="wrap").step()), "##\n##")
        self.assertEqual(str(board("##", edges="wrap").step(Rule.parse("B/S1"))), "##")


if __name__ == "__main__":
    unittest.main()
