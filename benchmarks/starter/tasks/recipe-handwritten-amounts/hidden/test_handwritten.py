import unittest
from fractions import Fraction as F

from recipes.amount import Amount
from recipes.card import Ingredient, RecipeError, read_line
from recipes.scale import scale


class HandwrittenTest(unittest.TestCase):
    def assertAmount(self, line, low, high=None):
        amount = Amount(F(low), F(low if high is None else high))
        self.assertEqual(read_line(line), Ingredient(amount, "cups", "milk"), line)

    def test_mixed_numbers(self):
        self.assertAmount("1 1/2 cups milk", "3/2")
        self.assertAmount("10  3/4 cups milk", "43/4")

    def test_fraction_characters(self):
        signs = {"\u00bc": "1/4", "\u00bd": "1/2", "\u00be": "3/4", "\u2153": "1/3", "\u2154": "2/3", "\u215b": "1/8"}
        for sign, number in signs.items():
            self.assertAmount(sign + " cups milk", number)
            self.assertAmount("2" + sign + " cups milk", 2 + F(number))
            self.assertAmount("2 " + sign + " cups milk", 2 + F(number))

    def test_ranges(self):
        self.assertAmount("2-3 cups milk", 2, 3)
        self.assertAmount("2 - 3 cups milk", 2, 3)
        self.assertAmount("2\u20133 cups milk", 2, 3)
        self.assertAmount("0.5 \u2013 1 cups milk", "1/2", 1)

    def test_ranges_of_anything(self):
        self.assertAmount("1/2-1 cups milk", "1/2", 1)
        self.assertAmount("1 1/2 - 2 1/4 cups milk", "3/2", "9/4")
        self.assertAmount("\u00be\u20131\u00bd cups milk", "3/4", "3/2")

    def test_backward_range_is_an_error(self):
        for line in ("3-2 eggs", "1\u00bd - 1 1/4 cups milk"):
            with self.assertRaises(RecipeError) as caught:
                read_line(line)
            self.assertIn(line, str(caught.exception))

    def test_equal_ends(self):
        self.assertAmount("2-2 cups milk", 2)

    def test_names_are_left_alone(self):
        self.assertEqual(read_line("2 cups milk, 3\u00bd %").name, "milk, 3\u00bd %")
        self.assertEqual(read_line("cream (1-2 spoons)"), Ingredient(None, "", "cream (1-2 spoons)"))
        self.assertEqual(read_line("3 half-eggs").name, "half-eggs")

    def test_amount_still_needs_white_space_behind_it(self):
        for line in ("500g flour", "1-2x chili", "\u00bdpint milk"):
            self.assertEqual(read_line(line), Ingredient(None, "", line))

    def test_scaling_stays_exact(self):
        lines = ["1\u2153 cups rice", "1-1\u00bd tsp salt", "pepper"]
        self.assertEqual(scale(lines, people=2, wanted=6), ["4 cups rice", "3-4 1/2 tsp salt", "pepper"])
