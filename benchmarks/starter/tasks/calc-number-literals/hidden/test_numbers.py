import unittest

from calc import CalcError, calculate, parse, unparse, variables


class NumbersTest(unittest.TestCase):
    def check(self, *pairs):
        for source, shown in pairs:
            self.assertEqual(repr(calculate(source)), shown, source)

    def refused(self, source):
        with self.assertRaises(CalcError, msg=source) as caught:
            calculate(source, x=1)
        return caught.exception

    def test_exponents(self):
        self.check(("2.5e-3", "0.0025"), ("1E6", "1000000.0"), ("4e+2", "400.0"), ("5.e1", "50.0"), ("1e2-1e1", "90.0"))

    def test_no_digit_before_the_point(self):
        self.check((".5", "0.5"), (".5e1", "5.0"), ("1-.25", "0.75"), ("max(.1,.2)", "0.2"), ("5.", "5.0"))

    def test_underscores(self):
        self.check(("1_000_000", "1000000"), ("0.000_1", "0.0001"), ("1e1_0", "10000000000.0"), (".2_5", "0.25"),
                   ("1_0.5_0e0_1", "105.0"))

    def test_e_without_digits_is_a_name(self):
        for source in ("2e", "3e-x", "3e + 1", "2e_1", "1.5e+"):
            error = self.refused(source)
            self.assertEqual(error.column, 4 if source.startswith("1.5") else 2, source)
            self.assertIn("unexpected", error.message)
        self.assertAlmostEqual(calculate("2*e-1"), 4.43656365691809)
        self.assertEqual(variables(parse("e2 + 1")), ["e2"])

    def test_misplaced_underscores(self):
        for source, column in [
            ("1_", 2), ("1__0", 2), ("1_.5", 2), ("1._5", 3), ("x + 1_0_", 8), ("1e5_", 4), ("1.5_e3", 4), ("1_x", 2),
        ]:
            error = self.refused(source)
            self.assertEqual((error.message, error.column), ("misplaced _", column), source)

    def test_lonely_point(self):
        for source, column in [(".", 1), ("1 + .", 5), (".e1", 1), ("1..", 3)]:
            self.assertEqual(self.refused(source).column, column, source)

    def test_names_keep_their_underscores(self):
        self.assertEqual(calculate("a_1 + _b + c__d", a_1=1, _b=2, c__d=3), 6)
        self.assertEqual(unparse(parse("tax_rate * 1_000 + 1e3")), "tax_rate * 1000 + 1000.0")


if __name__ == "__main__":
    unittest.main()
