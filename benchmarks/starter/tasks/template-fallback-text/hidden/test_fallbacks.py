import unittest

from mailmerge.errors import MissingValue, TemplateError
from mailmerge.letter import render, required


class FallbacksTest(unittest.TestCase):
    def test_fallback_for_no_value(self):
        for record in ({}, {"name": None}):
            self.assertEqual(render("Dear ${name|friend}!", record), "Dear friend!")
        self.assertEqual(render("${address.city|your town}", {"address": {}}), "your town")

    def test_values_win_even_empty_ones(self):
        self.assertEqual(render("${a|x}${b|y}${c|z}", {"a": 0, "b": "", "c": False}), "0False")

    def test_fallback_is_taken_as_written(self):
        self.assertEqual(render("[${name|  a | b {  }]", {}), "[  a | b {  ]")
        self.assertEqual(render("[${name|}]", {}), "[]")
        self.assertEqual(render("${price|$$5 or $6}", {}), "$5 or $6")

    def test_placeholders_inside(self):
        source = "${nick|${name}} (${nick|${name|${id|none}, sorry}})"
        self.assertEqual(render(source, {"nick": "Al", "name": "Alan"}), "Al (Al)")
        self.assertEqual(render(source, {"name": "Alan"}), "Alan (Alan)")
        self.assertEqual(render(source.replace("${name}", "you"), {"id": 7}), "you (7, sorry)")

    def test_missing_value_inside_counts_only_if_it_is_needed(self):
        self.assertEqual(render("${nick|${name}}", {"nick": "Al"}), "Al")
        with self.assertRaises(MissingValue) as caught:
            render("${nick|Dr ${name}}", {})
        self.assertEqual(caught.exception.args, ("name",))

    def test_values_are_not_templates(self):
        self.assertEqual(render("${a|x}${b|${a}}", {"a": "${c|}$$"}), "${c|}$$${c|}$$")

    def test_bad_templates(self):
        for source in ("${name|x", "${name|${x}", "${|x}", "${a|${}}", "${a |x}", "${a|${b|c}"):
            self.assertRaises(TemplateError, render, source, {"name": "Ada", "a": "A"})

    def test_braces_outside_are_text(self):
        self.assertEqual(render("{${a|b}} }", {}), "{b} }")

    def test_required(self):
        self.assertEqual(required("${a|x} ${b} ${a.c|}"), ["b"])
        self.assertEqual(required("${a|${b} ${c|${d}}} ${d}"), ["b", "d"])
        self.assertEqual(required("${a|x} ${a}"), ["a"])
