import unittest

from checkup import Invalid, SchemaError, check, validate

ORDER = {
    "type": "dict",
    "required": ["items"],
    "closed": True,
    "properties": {
        "items": {"type": "list", "length": [1, None], "items": {"use": "item"}},
        "mail": {"format": "email"},
        "ship.to": {"properties": {"zip": {"pattern": "^[0-9]{5}$"}}},
    },
    "definitions": {"item": {"properties": {"price": {"type": "number", "above": 0}}, "required": ["price"]}},
}


def texts(document, schema=ORDER):
    return [str(problem) for problem in check(document, schema)]


class CheckTest(unittest.TestCase):
    def test_sound_document(self):
        self.assertEqual(validate({"items": [{"price": 3}]}, ORDER), {"items": [{"price": 3}]})

    def test_problems_have_paths(self):
        self.assertEqual(texts({"items": [{"price": 1}, {"price": 0}, {}], "mail": "x", "extra": 1}), [
            "$.items[1].price: 0 is not more than 0",
            "$.items[2]: 'price' is missing",
            "$.mail: 'x' is no email",
            "$.extra: there must be no 'extra'",
        ])
        self.assertEqual(texts([]), ["$: [] is not of type dict"])

    def test_invalid_has_all_problems(self):
        with self.assertRaises(Invalid) as caught:
            validate({"items": [], "mail": "x"}, ORDER)
        self.assertEqual([problem.rule for problem in caught.exception.problems], ["length", "format"])

    def test_combinations(self):
        schema = {"any_of": [{"type": "null"}, {"type": "integer", "not": {"enum": [3]}}]}
        self.assertEqual([texts(value, schema) for value in (None, 2)], [[], []])
        self.assertEqual(texts(3, schema), ["$: 3 fits none of 2 schemas"])

    def test_bad_schemas(self):
        circle = {"use": "a", "definitions": {"a": {"use": "a"}}}
        for schema in ({"typ": "list"}, {"type": "set"}, {"use": "x"}, circle):
            with self.assertRaises(SchemaError, msg=schema):
                check(1, schema)


class PointerTest(unittest.TestCase):
    def test_pointers(self):
        document = {"items": [{"price": 1}, {"price": 0}, {}], "ship.to": {"zip": "x"}}
        found = [(problem.path, problem.pointer) for problem in check(document, ORDER)]
        self.assertEqual(found, [
            ("$.items[1].price", "/items/1/price"), ("$.items[2]", "/items/2"), ("$.ship.to.zip", "/ship.to/zip"),
        ])


if __name__ == "__main__":
    unittest.main()
