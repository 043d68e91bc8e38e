import unittest

from boxoffice.hall import Hall, Seat
from boxoffice.sale import SoldOut, sell
from boxoffice.suggest import suggest


class BoxOfficeTest(unittest.TestCase):
    def test_nothing_goes_across_an_aisle(self):
        self.assertEqual(suggest(Hall("x.. ..x\n.... xx"), 4), [Seat(1, 0), Seat(1, 1), Seat(1, 2), Seat(1, 3)])
        self.assertIsNone(suggest(Hall(".. ..\n.. .."), 3))

    def test_suggesting_takes_nothing(self):
        hall = Hall("..x\n...")
        suggest(hall, 2)
        self.assertEqual(str(hall), "..x\n...")

    def test_nobody(self):
        self.assertRaises(ValueError, suggest, Hall("..."), 0)

    def test_sell(self):
        hall = Hall("x. ..\nxx xx")
        self.assertEqual(sell(hall, 2), ["A3", "A4"])
        self.assertEqual(str(hall), "x. xx\nxx xx")
        self.assertRaises(SoldOut, sell, hall, 2)

    def test_middle_of_the_row(self):
        self.assertEqual([seat.column for seat in suggest(Hall("......."), 3)], [2, 3, 4])


if __name__ == "__main__":
    unittest.main()
