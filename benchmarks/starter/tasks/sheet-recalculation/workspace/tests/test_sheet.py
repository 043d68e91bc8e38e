import unittest

from sheet import Sheet


def filled(**cells):
    sheet = Sheet()
    for name, typed in cells.items():
        sheet.set(name, typed)
    return sheet


class FormulaTest(unittest.TestCase):
    def test_arithmetic_and_text(self):
        sheet = filled(A1="2", A2="=A1*3+1", A3='="n = "&A2', A4="=-(A1-5)/2")
        self.assertEqual([sheet.show(n) for n in sheet.names()], ["2", "7", "n = 7", "1.5"])

    def test_functions_over_ranges(self):
        sheet = filled(A1="1", A2="two", B1="4", C1="=SUM(A1:B2)", C2="=AVERAGE(A1:B1)", C3="=COUNT(A1:B2)")
        self.assertEqual([sheet.get("C1"), sheet.get("C2"), sheet.get("C3")], [5.0, 2.5, 2.0])

    def test_errors_travel(self):
        sheet = filled(A1="=1/0", A2="=A1+1", A3="=IFERROR(A2, 9)", A4="=NOPE(1)")
        self.assertEqual([sheet.show(n) for n in sheet.names()], ["#DIV/0!", "#DIV/0!", "9", "#NAME?"])

    def test_table(self):
        self.assertEqual(filled(A1="x", B2="=1+1").table(), [["x", ""], ["", "2"]])


class ChangeTest(unittest.TestCase):
    def test_change_is_seen_downstream(self):
        sheet = filled(A1="1", A2="=A1+1", A3="=A2*10")
        sheet.set("A1", "4")
        self.assertEqual(sheet.get("A3"), 50.0)
        sheet.set("A2", "")
        self.assertEqual(sheet.get("A3"), 0.0)

    def test_two_cells_in_a_loop(self):
        sheet = filled(A1="=B1", B1="=A1")
        self.assertEqual([sheet.show("A1"), sheet.show("B1")], ["#CYCLE!", "#CYCLE!"])

    def test_bad_formula(self):
        sheet = filled(A1="3")
        with self.assertRaises(ValueError):
            sheet.set("A1", "=1+")
        self.assertEqual(sheet.get("A1"), 3.0)

    def test_running_totals(self):
        sheet = filled(A1="1")
        for row in range(2, 2001):
            sheet.set(f"A{row}", f"=A{row - 1}+1")
        sheet.set("A1", "101")
        self.assertEqual(sheet.get("A2000"), 2100.0)


if __name__ == "__main__":
    unittest.main()
