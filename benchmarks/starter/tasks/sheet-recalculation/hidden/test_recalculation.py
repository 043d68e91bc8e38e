import unittest

from sheet import Sheet


def filled(**cells):
    sheet = Sheet()
    for name, typed in cells.items():
        sheet.set(name, typed)
    return sheet


def evaluated(sheet, name, typed):
    before = sheet.evaluations
    sheet.set(name, typed)
    return sheet.evaluations - before


class RecalculationTest(unittest.TestCase):
    def test_long_chains_in_both_directions(self):
        sheet = Sheet()
        for row in range(2, 1501):
            sheet.set(f"A{row}", f"=A{row - 1}+1")
        for row in range(1499, 0, -1):
            sheet.set(f"B{row}", f"=B{row + 1}+1")
        self.assertEqual(evaluated(sheet, "A1", "5"), 1499)
        self.assertEqual(evaluated(sheet, "B1500", "6"), 1499)
        self.assertEqual([sheet.get("A1500"), sheet.get("B1")], [1504.0, 1505.0])

    def test_every_affected_formula_once(self):
        sheet = filled(A1="1", Z1="7", Z2="=Z1*2")
        for row in range(2, 41):
            sheet.set(f"A{row}", f"=A{row - 1}+A{row - 1}")
        self.assertEqual(evaluated(sheet, "A1", "2"), 39)
        self.assertEqual(sheet.get("A40"), 2.0 ** 40)
        self.assertEqual(evaluated(sheet, "Z1", "8"), 1)

    def test_get_evaluates_nothing(self):
        sheet = filled(A1="1", A2="=A1+1", A3="=A2+1")
        before = sheet.evaluations
        self.assertEqual([sheet.get("A2"), sheet.show("A3"), sheet.table()[1]], [2.0, "3", ["2"]])
        self.assertEqual(sheet.evaluations, before)

    def test_readers_follow_their_sources(self):
        sheet = filled(D1="=SUM(A1:C1)", A1="1", B1="=A1+1", C1="=B1+1")
        self.assertEqual(sheet.get("D1"), 6.0)
        self.assertEqual(sheet.set("A1", "10"), ["A1", "B1", "C1", "D1"])
        self.assertEqual(sheet.get("D1"), 33.0)

    def test_only_changed_values_are_reported_in_sheet_order(self):
        sheet = filled(B2="1", A3="=B2*0", C1="=B2+1", A2="=B2+2", B1="=C1>0")
        self.assertEqual(sheet.set("B2", "5"), ["C1", "A2", "B2"])
        self.assertEqual(sheet.set("B2", "5.0"), [])
        self.assertEqual(sheet.set("AA2", "new"), ["AA2"])

    def test_dropped_references_no_longer_count(self):
        sheet = filled(A1="1", A2="2", A3="=A1")
        sheet.set("A3", "=A2")
        self.assertEqual(evaluated(sheet, "A1", "9"), 0)
        self.assertEqual(sheet.get("A3"), 2.0)
        sheet.set("A3", "4")
        self.assertEqual(evaluated(sheet, "A2", "9"), 0)

    def test_reader_of_a_loop_is_evaluated(self):
        sheet = filled(C1="=IFERROR(A1, 7)", D1="=C1+1", E1="=B1*2", A1="=B1+1", B1="=A1+1")
        self.assertEqual([sheet.show(f"{c}1") for c in "ABCDE"], ["#CYCLE!", "#CYCLE!", "7", "8", "#CYCLE!"])
        self.assertEqual(sheet.set("B1", "1"), ["A1", "B1", "C1", "D1", "E1"])
        self.assertEqual([sheet.get(f"{c}1") for c in "ABCDE"], [2.0, 1.0, 2.0, 3.0, 2.0])

    def test_between_two_loops(self):
        sheet = filled(B1="=IFERROR(A1, 0)", C1="=D1+B1", D1="=C1", A1="=A1")
        self.assertEqual([sheet.show(f"{c}1") for c in "ABCD"], ["#CYCLE!", "0", "#CYCLE!", "#CYCLE!"])

    def test_branch_not_taken_makes_a_loop(self):
        sheet = filled(A1="=IF(1, 5, A2)")
        self.assertEqual(sheet.get("A1"), 5.0)
        self.assertEqual(evaluated(sheet, "A2", "=A1"), 0)
        self.assertEqual([sheet.show("A1"), sheet.show("A2")], ["#CYCLE!", "#CYCLE!"])
        self.assertEqual(sheet.set("A2", ""), ["A1", "A2"])

    def test_refused_formula_changes_nothing(self):
        sheet = filled(A1="1", A2="=A1+1")
        with self.assertRaises(ValueError):
            sheet.set("A2", "=A1+")
        self.assertEqual(sheet.typed("A2"), "=A1+1")
        self.assertEqual(sheet.set("A1", "2"), ["A1", "A2"])


if __name__ == "__main__":
    unittest.main()
