import unittest
from dataclasses import FrozenInstanceError

from tourney import Bracket


def table(bracket):
    return [(p.place, p.entrant, p.played, p.won, p.scored, p.conceded) for p in bracket.placings()]


def places(bracket):
    return [(p.place, p.entrant) for p in bracket.placings()]


def played(names, results, **options):
    bracket = Bracket(names.split(), **options)
    for name, first, second in results:
        bracket.record(name, first, second)
    return bracket


EIGHT = [("1-1", 3, 0), ("1-2", 1, 3), ("1-3", 3, 2), ("1-4", 0, 3)]


class PlacingsTest(unittest.TestCase):
    def test_eight_without_third_place(self):
        done = played("A B C D E F G H", [*EIGHT, ("2-1", 3, 1), ("2-2", 2, 3), ("3-1", 1, 3)])
        self.assertEqual(table(done), [
            (1, "F", 3, 3, 9, 3), (2, "A", 3, 2, 7, 4), (3, "B", 2, 1, 5, 5), (3, "E", 2, 1, 4, 4),
            (5, "C", 1, 0, 0, 3), (5, "D", 1, 0, 1, 3), (5, "G", 1, 0, 2, 3), (5, "H", 1, 0, 0, 3),
        ])

    def test_third_place_match(self):
        done = played("A B C D", [("1-1", 2, 0), ("1-2", 2, 1)], third_place=True)
        self.assertEqual(places(done), [(None, "A"), (None, "B"), (None, "C"), (None, "D")])
        done.record("2-1", 5, 4)
        self.assertEqual(places(done), [(None, "C"), (None, "D"), (1, "A"), (2, "B")])
        done.record("third", 0, 7)
        self.assertEqual(table(done), [
            (1, "A", 2, 2, 7, 4), (2, "B", 2, 1, 6, 6), (3, "C", 2, 1, 8, 2), (4, "D", 2, 0, 0, 9),
        ])

    def test_before_and_during(self):
        bracket = Bracket("A B C D".split())
        self.assertEqual(table(bracket), [(None, name, 0, 0, 0, 0) for name in "ABCD"])
        bracket.record("1-1", 0, 1)
        self.assertEqual(places(bracket), [(None, "B"), (None, "C"), (None, "D"), (3, "A")])

    def test_byes_are_no_matches(self):
        done = played("A B C D E", [("1-2", 1, 2), ("2-1", 3, 0), ("2-2", 3, 1), ("3-1", 4, 0)])
        self.assertEqual(table(done), [
            (1, "A", 2, 2, 7, 0), (2, "B", 2, 1, 3, 5), (3, "C", 1, 0, 1, 3), (3, "E", 2, 1, 2, 4),
            (5, "D", 1, 0, 1, 2),
        ])

    def test_walkovers_decide_but_are_not_played(self):
        bracket = Bracket("A B C D".split(), third_place=True)
        bracket.walkover("1-1", "D")
        bracket.record("1-2", 6, 3)
        bracket.walkover("third", "A")
        self.assertEqual(table(bracket), [
            (None, "B", 1, 1, 6, 3), (None, "D", 0, 0, 0, 0), (3, "A", 0, 0, 0, 0), (4, "C", 1, 0, 3, 6),
        ])
        bracket.walkover("2-1", "B")
        self.assertEqual(places(bracket), [(1, "B"), (2, "D"), (3, "A"), (4, "C")])
        self.assertEqual((bracket.placings()[0].played, bracket.placings()[0].won), (1, 1))

    def test_larger_draw(self):
        bracket = Bracket([f"p{n:02}" for n in range(1, 13)])
        while bracket.ready():
            for name in bracket.ready():
                upper, lower = bracket.match(name).sides
                bracket.record(name, int(upper < lower), int(lower < upper))
        self.assertEqual([place for place, _ in places(bracket)], [1, 2, 3, 3, 5, 5, 5, 5, 9, 9, 9, 9])
        self.assertEqual([name for _, name in places(bracket)], list(bracket.entrants))

    def test_corrected_result(self):
        bracket = played("A B", [("1-1", 3, 1)])
        self.assertEqual(places(bracket), [(1, "A"), (2, "B")])
        bracket.undo("1-1")
        self.assertEqual(places(bracket), [(None, "A"), (None, "B")])
        bracket.record("1-1", 1, 2)
        self.assertEqual(table(bracket), [(1, "B", 1, 1, 2, 1), (2, "A", 1, 0, 1, 2)])
        self.assertEqual(Bracket.load(bracket.dump()).placings(), bracket.placings())

    def test_placing_is_frozen(self):
        with self.assertRaises(FrozenInstanceError):
            Bracket(["A", "B"]).placings()[0].place = 1


if __name__ == "__main__":
    unittest.main()
