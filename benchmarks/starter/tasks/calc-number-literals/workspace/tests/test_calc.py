import unittest

from calc import CalcError, calculate, parse, unparse, variables


class CalculateTest(unittest.TestCase):
    def test_ranks(self):
        for source, value in [
            ("1 + 2 * 3", 7), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("7 % 4 - 1", 2), ("(1 + 2) * 3", 9),
            ("1 < 2 and not 2 < 1", 1), ("0 ? 1 : 2 > 1 ? 3 : 4", 3),
        ]:
            self.assertEqual(calculate(source), value, source)

    def test_names(self):
        self.assertEqual(calculate("net_price * (1 + vat_2024)", net_price=200, vat_2024=0.5), 300.0)
        self.assertEqual(calculate("max(a, 3, hypot(3, 4))", a=1), 5.0)
        self.assertEqual(variables(parse("sqrt(x_1) + pi * y")), ["x_1", "y"])

    def test_plain_numbers(self):
        self.assertEqual([repr(calculate(source)) for source in ("12", "0.25", "5.")], ["12", "0.25", "5.0"])

    def test_other_notations(self):
        self.assertEqual(repr(calculate("2.5e-3")), "0.0025")
        self.assertEqual(calculate(".5 + 1"), 1.5)
        self.assertEqual(repr(calculate("1_000_000")), "1000000")

    def test_errors_have_a_column(self):
        for source, column in [("1 + ", 5), ("2 $ 3", 3), ("1 / (2 - 2)", 3), ("3 + no(1)", 5), ("(1", 3), ("2 x", 3)]:
            with self.assertRaises(CalcError, msg=source) as caught:
                calculate(source)
            self.assertEqual(caught.exception.column, column, source)


class UnparseTest(unittest.TestCase):
    def test_parentheses_only_where_needed(self):
        for source in ("1 - (2 - x)", "(a + b) * -c", "2 ^ 3 ^ x", "(2 ^ 3) ^ x", "f(a, b + 1) / 2",
                       "a ? b : c ? d : 1"):
            self.assertEqual(unparse(parse(source)), source)


if __name__ == "__main__":
    unittest.main()
