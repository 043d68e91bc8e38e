import unittest

from orders.definition import standard
from orders.errors import DefinitionError
from orders.guards import standard_guards
from orders.machine import Machine
from orders.parser import Rule, parse
from orders.render import as_dot, as_table


class DefinitionTest(unittest.TestCase):
    def test_parse(self):
        found = parse("start a\nfinal c, d\na -> b on go if x and y  # why\n* -> c on stop\n")
        self.assertEqual(found.rules, (Rule("a", "b", "go", ("x", "y")), Rule("*", "c", "stop")))
        self.assertEqual(found.states, {"a", "b", "c", "d"})

    def test_errors_name_the_line(self):
        with self.assertRaisesRegex(DefinitionError, "line 2"):
            parse("start a\na => b on go")

    def test_unknown_guards(self):
        with self.assertRaisesRegex(DefinitionError, "full_moon"):
            Machine(parse("start a\na -> b on go if full_moon"), standard_guards())

    def test_pictures(self):
        self.assertIn('"placed" -> "cancelled" [label="cancel\\n[not_handed_over]"];', as_dot(standard()))
        rows = as_table(parse("start a\na -> bcd on go")).splitlines()
        self.assertEqual(rows, ["from  event  to", "a     go     bcd"])


if __name__ == "__main__":
    unittest.main()
