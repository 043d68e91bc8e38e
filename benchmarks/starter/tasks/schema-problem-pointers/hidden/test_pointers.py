import unittest

import checkup
from checkup import check


def pointers(document, schema):
    return [problem.pointer for problem in check(document, schema)]


class PointerTest(unittest.TestCase):
    def test_document_and_empty_key(self):
        self.assertEqual(pointers(3, {"type": "string"}), [""])
        self.assertEqual(pointers({}, {"required": ["x"]}), [""])
        self.assertEqual(pointers({"": 3}, {"properties": {"": {"type": "string"}}}), ["/"])

    def test_keys_are_escaped(self):
        document = {"a/b": 1, "m~n": 1, "~1": 1, "/~": 1, "x.y[0]": 1, "c d": 1}
        schema = {"values": {"type": "string"}}
        self.assertEqual(pointers(document, schema), ["/a~1b", "/m~0n", "/~01", "/~1~0", "/x.y[0]", "/c d"])

    def test_every_rule_has_a_pointer(self):
        schema = {"properties": {"l/i": {"items": {
            "unique": True, "closed": True, "keys": {"format": "name"}, "needs": {"p": ["q"]},
            "properties": {"p": {}, "q": {}},
            "any_of": [{"type": "null"}], "tuple": [{"type": "integer"}, {"max": 3}], "length": [None, 1],
        }}}}
        document = {"l/i": [{"p": 1, "z/1": 2}, [7, 7], None]}
        found = [(problem.rule, problem.pointer) for problem in check(document, schema)]
        self.assertEqual(found, [
            ("length", "/l~1i/0"), ("keys", "/l~1i/0/z~11"), ("closed", "/l~1i/0/z~11"), ("needs", "/l~1i/0"),
            ("any_of", "/l~1i/0"), ("length", "/l~1i/1"), ("max", "/l~1i/1/1"), ("unique", "/l~1i/1/1"),
            ("any_of", "/l~1i/1"),
        ])

    def test_definitions_keep_the_place(self):
        tree = {"properties": {"kids": {"items": {"use": "tree"}}}, "required": ["id"]}
        schema = {"use": "tree", "definitions": {"tree": tree}}
        document = {"id": 1, "kids": [{"id": 2}, {"id": 3, "kids": [{}]}]}
        self.assertEqual(pointers(document, schema), ["/kids/1/kids/0"])

    def test_the_rest_is_unchanged(self):
        problem = check({"a.b": [{"c": 1}]}, {"values": {"items": {"closed": True}}})[0]
        self.assertEqual((problem.path, problem.rule, problem.message, problem.pointer),
                         ("$.a.b[0].c", "closed", "there must be no 'c'", "/a.b/0/c"))
        self.assertEqual(str(problem), "$.a.b[0].c: there must be no 'c'")


class LookupTest(unittest.TestCase):
    DOCUMENT = {"a": [10, {"b/c": None, "~1": "t", "": 5}], "0": "zero", "s": "text", "list": list(range(12))}

    def test_found(self):
        for pointer, value in [
            ("", self.DOCUMENT), ("/a/0", 10), ("/a/1/b~1c", None), ("/a/1/~01", "t"), ("/a/1/", 5), ("/0", "zero"),
            ("/list/11", 11),
        ]:
            self.assertEqual(checkup.lookup(self.DOCUMENT, pointer), value, pointer)

    def test_not_found(self):
        indices = ["/a/2", "/a/-1", "/a/-", "/a/01", "/a/00", "/a/+1", "/a/ 1", "/a/"]
        for pointer in [*indices, "/x", "/s/0", "/a/0/0", "/"]:
            with self.assertRaises(LookupError, msg=pointer):
                checkup.lookup(self.DOCUMENT, pointer)

    def test_no_pointer(self):
        for pointer in ("a", "a/0", "$.a", " /a"):
            with self.assertRaises(ValueError, msg=pointer):
                checkup.lookup(self.DOCUMENT, pointer)

    def test_way_back(self):
        schema = {"values": {"values": {"items": {"type": "string"}}}}
        document = {"x~/": {"~0": ["s", 1], "~1": [2]}, "~": {"/": [3.5]}}
        self.assertEqual([checkup.lookup(document, pointer) for pointer in pointers(document, schema)], [1, 2, 3.5])


if __name__ == "__main__":
    unittest.main()
