import unittest

from mailmerge.errors import MissingValue, TemplateError
from mailmerge.letter import render, required


class LetterTest(unittest.TestCase):
    def test_placeholders(self):
        record = {"name": "Ada", "address": {"city": "London"}}
        self.assertEqual(render("${name} of ${address.city}", record), "Ada of London")

    def test_dollar_signs(self):
        self.assertEqual(render("$5, $$5, $${name}", {}), "$5, $5, ${name}")

    def test_zero_and_nothing_are_values(self):
        self.assertEqual(render("${count} new ${kind}messages", {"count": 0, "kind": ""}), "0 new messages")

    def test_missing_values(self):
        for record in ({}, {"name": None}, {"other": "Ada"}):
            self.assertRaises(MissingValue, render, "Dear ${name}", record)
        self.assertRaises(MissingValue, render, "${name.first}", {"name": "Ada"})

    def test_bad_templates(self):
        for source in ("${", "${}", "${name", "${2nd}", "${ name }"):
            self.assertRaises(TemplateError, render, source, {"name": "Ada"})

    def test_required(self):
        self.assertEqual(required("${b} ${a.x} $$ ${b}"), ["b", "a.x"])


if __name__ == "__main__":
    unittest.main()
