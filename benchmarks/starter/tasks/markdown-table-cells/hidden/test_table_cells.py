import unittest

from plainmark import render
from plainmark.blocks import Table, parse


def table(*lines):
    blocks = parse("\n".join(lines) + "\n")
    assert len(blocks) == 1, blocks
    assert isinstance(blocks[0], Table), blocks
    return blocks[0]


class TableCellsTest(unittest.TestCase):
    def test_release_note_table(self):
        source = "\n".join([
            "| option | values | default |",
            "|--------|--------|--------:|",
            "| `--mode` | `fast|safe` | safe |",
            "| `--sep` | any, even \\| | , |",
            "",
        ])
        expected = "\n".join([
            "option  values       default",
            "------  -----------  -------",
            "--mode  fast|safe       safe",
            "--sep   any, even |        ,",
            "",
        ])
        self.assertEqual(render(source), expected)

    def test_unclosed_backquote_starts_nothing(self):
        rows = table("a | b | c", "--|---|--", "it`s | x | y").rows
        self.assertEqual(rows, [["it`s", "x", "y"]])

    def test_third_backquote_is_alone(self):
        rows = table("a | b", "--|--", "`p|q` and ` | z").rows
        self.assertEqual(rows, [["`p|q` and `", "z"]])

    def test_escaped_pipe_inside_backquotes_loses_its_backslash(self):
        source = "a | b\n--|--\n`x\\|y` | z\n"
        self.assertEqual(render(source), "a    b\n---  -\nx|y  z\n")

    def test_empty_cells_at_the_edges_survive(self):
        found = table("| a | b | c |", "|---|---|---|", "|| x ||", "| | y | z |", "| w ||")
        self.assertEqual(found.rows, [["", "x", ""], ["", "y", "z"], ["w", "", ""]])

    def test_escaped_pipe_at_either_end_is_text(self):
        rows = table("a | b", "--|--", "x | y \\|", "\\| x | y").rows
        self.assertEqual(rows, [["x", "y |"], ["| x", "y"]])

    def test_rows_follow_the_header_in_number(self):
        found = table("| a | b |", "|---|---|", "| 1 |", "| 1 | 2 | 3 | 4 |")
        self.assertEqual(found.rows, [["1", ""], ["1", "2"]])
        self.assertEqual(render("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n"), "a  b\n-  -\n1\n1  2\n")

    def test_header_is_cut_by_the_same_rules(self):
        found = table("left \\| right | note", "---|---", "1 | 2")
        self.assertEqual(found.header, ["left | right", "note"])
        self.assertFalse(any(isinstance(b, Table) for b in parse("left \\| right | note\n---|---|---\n1 | 2 | 3\n")))


if __name__ == "__main__":
    unittest.main()
