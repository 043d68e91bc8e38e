import unittest
from fractions import Fraction

from recipes.amount import Amount
from recipes.card import Ingredient, read_line
from recipes.scale import scale


def exactly(number):
    return Amount(Fraction(number), Fraction(number))


class CardTest(unittest.TestCase):
    def test_whole_number(self):
        self.assertEqual(read_line("2 cups flour"), Ingredient(exactly(2), "cups", "flour"))

    def test_fraction(self):
        self.assertEqual(read_line("1/2 tsp salt"), Ingredient(exactly("1/2"), "tsp", "salt"))

    def test_decimal(self):
        self.assertEqual(read_line("0.5 l milk"), Ingredient(exactly("1/2"), "l", "milk"))

    def test_no_unit(self):
        self.assertEqual(read_line("12 eggs, beaten"), Ingredient(exactly(12), "", "eggs, beaten"))

    def test_no_amount(self):
        self.assertEqual(read_line("a little parsley"), Ingredient(None, "", "a little parsley"))
        self.assertEqual(read_line("7up"), Ingredient(None, "", "7up"))

    def test_scale(self):
        self.assertEqual(scale(["3 cups rice", "salt"], people=4, wanted=6), ["4 1/2 cups rice", "salt"])


if __name__ == "__main__":
    unittest.main()
