import unittest

from plainmark import render


def text(*lines):
    return "\n".join(lines) + "\n"


class BlocksTest(unittest.TestCase):
    def test_headings_are_underlined(self):
        self.assertEqual(render("# News\n\nAll *good*.\n"), text("News", "====", "", "All good."))

    def test_nested_list(self):
        source = "- one\n  - inner\n- two\n"
        self.assertEqual(render(source), text("- one", "  - inner", "- two"))

    def test_numbered_list_wraps_with_a_hanging_indent(self):
        self.assertEqual(render("1. alpha beta gamma\n", width=13), text("1. alpha beta", "   gamma"))

    def test_code_is_indented_and_quotes_keep_their_mark(self):
        self.assertEqual(render("```sh\nls | wc\n```\n\n> hi\n"), text("    ls | wc", "", "> hi"))

    def test_a_pipe_alone_is_no_table(self):
        self.assertEqual(render("a | b\nc | d\n"), "a | b c | d\n")


class TableTest(unittest.TestCase):
    def test_alignment(self):
        source = "| name | size |\n|:-----|-----:|\n| log | 7 |\n| data | 120 |\n"
        self.assertEqual(render(source), text("name  size", "----  ----", "log      7", "data   120"))

    def test_outer_pipes_are_optional(self):
        self.assertEqual(render("a | b\n--|--\n1 | 2\n"), text("a  b", "-  -", "1  2"))

    def test_escaped_pipe(self):
        source = "| op | use |\n|----|-----|\n| x \\| y | either |\n"
        self.assertEqual(render(source), text("op     use", "-----  ------", "x | y  either"))

    def test_pipe_in_a_code_span(self):
        source = "| op | use |\n|----|-----|\n| `x|y` | either |\n"
        self.assertEqual(render(source), text("op   use", "---  ------", "x|y  either"))


if __name__ == "__main__":
    unittest.main()
