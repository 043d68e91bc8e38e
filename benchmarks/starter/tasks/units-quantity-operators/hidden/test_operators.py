import operator
import unittest
from fractions import Fraction as F

from units.quantity import Quantity, quantity as q
from units.table import UnitError
from units.trip import total_distance


class OperatorsTest(unittest.TestCase):
    def assertSame(self, actual, value, symbol):
        self.assertIsInstance(actual, Quantity)
        self.assertEqual((actual.value, actual.unit.symbol), (F(value), symbol))

    def test_equal_in_any_unit(self):
        self.assertTrue(q(1, "km") == q(1000, "m"))
        self.assertTrue(q(1, "ft") == q(12, "in"))
        self.assertFalse(q(1, "km") != q(1000, "m"))
        self.assertFalse(q(1, "km") == q(1, "m"))

    def test_equal_quantities_are_one_key(self):
        self.assertEqual(len({q(1, "h"), q(60, "min"), q(3600, "s"), q(1, "s")}), 2)
        self.assertEqual({q(1, "ft"): "foot"}[q(12, "in")], "foot")

    def test_other_things_are_just_different(self):
        self.assertFalse(q(1, "m") == q(1, "s"))
        self.assertTrue(q(1, "m") != q(1, "g"))
        self.assertFalse(q(1, "m") == 1)
        self.assertFalse(q(0, "m") == None)  # noqa: E711
        self.assertIn(q(1, "kg"), [q(1, "m"), "kg", q(1000, "g")])

    def test_order(self):
        sizes = [q(1, "km"), q(1, "in"), q(1, "ft"), q(1, "m")]
        self.assertEqual([str(size) for size in sorted(sizes)], ["1 in", "1 ft", "1 m", "1 km"])
        self.assertTrue(q(1, "km") <= q(1000, "m") and q(1, "km") >= q(1000, "m"))
        self.assertFalse(q(1, "km") < q(1000, "m") or q(1, "km") > q(1000, "m"))

    def test_sum_and_difference_have_the_left_unit(self):
        self.assertSame(q(1, "km") + q(500, "m"), "3/2", "km")
        self.assertSame(q(500, "m") + q(1, "km"), 1500, "m")
        self.assertSame(q(1, "h") - q(90, "min"), "-1/2", "h")

    def test_built_in_sum(self):
        self.assertSame(sum([q(30, "min"), q(1, "h"), q(0, "s")]), 90, "min")
        self.assertSame(total_distance([q(1, "km"), q(250, "m")]), "5/4", "km")

    def test_times_and_divided_by_numbers(self):
        self.assertSame(q(2, "m") * 3, 6, "m")
        self.assertSame(F(1, 3) * q(2, "m"), "2/3", "m")
        self.assertSame(q(1, "kg") / 4, "1/4", "kg")

    def test_ratio(self):
        ratio = q(1, "ft") / q(1, "in")
        self.assertNotIsInstance(ratio, Quantity)
        self.assertEqual(ratio, 12)
        self.assertEqual(q(1, "cm") / q(1, "in"), F(100, 254))

    def test_mixed_dimensions(self):
        for name in ("add", "sub", "truediv", "lt", "le", "gt", "ge"):
            self.assertRaises(UnitError, getattr(operator, name), q(1, "m"), q(1, "s"))

    def test_nonsense_is_a_type_error(self):
        for name in ("add", "sub", "lt", "ge"):
            self.assertRaises(TypeError, getattr(operator, name), q(1, "m"), 1)
        for left, right in ((q(1, "m"), q(1, "m")), (q(1, "m"), "2"), ([], q(2, "m"))):
            self.assertRaises(TypeError, operator.mul, left, right)
        self.assertRaises(TypeError, operator.truediv, 1, q(2, "m"))
        self.assertRaises(TypeError, operator.add, 1, q(2, "m"))
