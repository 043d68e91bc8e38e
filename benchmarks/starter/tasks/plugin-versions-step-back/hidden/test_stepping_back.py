import unittest

from plughub import Catalog, Resolver
from plughub.config import read_requests
from plughub.errors import UnknownPlugin, Unresolvable
from plughub.versions import Version


def chosen(rows, wishes, host="1.0"):
    texts = []
    for row in rows:
        head, *fields = row.split("|")
        name, version = head.split()
        texts.append("\n".join([f"name: {name}", f"version: {version}", *(field.strip() for field in fields)]))
    requests = read_requests(wishes.replace(";", "\n"))
    resolver = Resolver(Catalog.from_texts(texts), Version.parse(host))
    return [str(manifest) for manifest in resolver.resolve(requests).order]


class SteppingBackTest(unittest.TestCase):
    def test_wishes_named_first_stay_newest(self):
        rows = ["a 1", "a 2 | requires: lib >=2", "b 1", "b 2 | requires: lib <2", "lib 1", "lib 2"]
        self.assertEqual(chosen(rows, "a; b"), ["b 1.0", "lib 2.0", "a 2.0"])
        self.assertEqual(chosen(rows, "b; a"), ["a 1.0", "lib 1.0", "b 2.0"])

    def test_nothing_is_left_of_versions_that_were_given_up(self):
        rows = ["a 2 | requires: extra; lib >=2", "a 1", "extra 1 | requires: more", "more 1", "b 1 | requires: lib <2",
                "lib 1", "lib 2"]
        self.assertEqual(chosen(rows, "a; b"), ["a 1.0", "lib 1.0", "b 1.0"])

    def test_stepping_back_deep_down(self):
        rows = ["app 1 | requires: x; y", "x 1 | requires: base", "y 1 | requires: z",
                "z 2 | requires: base >=3", "z 1 | requires: base <2", "base 1", "base 2"]
        self.assertEqual(chosen(rows, "app"), ["base 1.0", "x 1.0", "z 1.0", "y 1.0", "app 1.0"])

    def test_stepping_back_over_several_plugins(self):
        rows = ["a 3 | requires: b >=3", "a 2 | requires: b >=2", "a 1 | requires: b", "b 3 | requires: c >=3",
                "b 2 | requires: c >=2", "b 1 | requires: c", "c 3 | requires: d ==1", "c 2 | requires: d ==1",
                "c 1 | requires: d ==2", "d 1", "d 2", "e 1 | requires: d !=1"]
        self.assertEqual(chosen(rows, "a; e"), ["d 2.0", "c 1.0", "b 1.0", "a 1.0", "e 1.0"])

    def test_conflicts_make_it_step_back_too(self):
        rows = ["dark 2 | conflicts: light >=1.5", "dark 1", "light 1", "light 2"]
        self.assertEqual(chosen(rows, "dark; light"), ["dark 2.0", "light 1.0"])
        self.assertEqual(chosen(rows, "light; dark"), ["dark 1.0", "light 2.0"])

    def test_optional_needs_count_when_they_are_there(self):
        rows = ["a 2 | optional: lib <2", "a 1", "b 1 | requires: lib >=2", "lib 1", "lib 2"]
        self.assertEqual(chosen(rows, "a; b"), ["a 1.0", "lib 2.0", "b 1.0"])
        self.assertEqual(chosen(rows, "a"), ["a 2.0"])
        self.assertEqual(chosen(rows, "lib; a <2"), ["a 1.0", "lib 2.0"])
        self.assertEqual(chosen(rows, "a >=2; lib"), ["lib 1.0", "a 2.0"])

    def test_versions_that_need_something_unknown_or_unusable_are_passed_over(self):
        rows = ["a 3 | requires: ghost", "a 2 | requires: lib >=9", "a 1 | requires: lib", "lib 1 | host: <2",
                "lib 2 | host: >=2"]
        self.assertEqual(chosen(rows, "a"), ["lib 1.0", "a 1.0"])

    def test_circles_are_passed_over(self):
        rows = ["a 2 | requires: b", "a 1", "b 1 | requires: a", "c 1 | requires: a"]
        self.assertEqual(chosen(rows, "c"), ["a 1.0", "c 1.0"])
        with self.assertRaises(Unresolvable):
            chosen(rows, "a >=2")

    def test_when_nothing_fits(self):
        rows = ["a 2 | requires: lib >=2", "a 1 | requires: lib ==1.5", "b 1 | requires: lib <1.5",
                "lib 1", "lib 1.5", "lib 2"]
        with self.assertRaises(Unresolvable):
            chosen(rows, "a; b")
        with self.assertRaises(UnknownPlugin):
            chosen(rows, "nobody")
        self.assertEqual(chosen(rows, ""), [])


if __name__ == "__main__":
    unittest.main()
