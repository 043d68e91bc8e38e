import unittest

from plughub import Catalog, Resolver
from plughub.config import read_requests
from plughub.errors import DependencyCycle, UnknownPlugin, Unresolvable
from plughub.report import held_back, table
from plughub.versions import Version


def catalog(*rows):
    """Rows look like ``editor 2.0 | requires: text >=2 | host: >=1``."""
    texts = []
    for row in rows:
        head, *fields = row.split("|")
        name, version = head.split()
        texts.append("\n".join([f"name: {name}", f"version: {version}", *(field.strip() for field in fields)]))
    return Catalog.from_texts(texts)


def resolve(found, wishes, host="1.0"):
    return Resolver(found, Version.parse(host)).resolve(read_requests(wishes.replace(";", "\n")))


def chosen(found, wishes, host="1.0"):
    return [str(manifest) for manifest in resolve(found, wishes, host).order]


class ResolverTest(unittest.TestCase):
    def test_the_newest_of_everything(self):
        found = catalog("editor 1.0", "editor 2.0 | requires: text", "text 1.0", "text 1.10", "text 1.9")
        self.assertEqual(chosen(found, "editor"), ["text 1.10", "editor 2.0"])

    def test_ranges_and_hosts(self):
        found = catalog("editor 3.0 | host: >=2", "editor 2.0", "editor 1.0")
        self.assertEqual(chosen(found, "editor"), ["editor 2.0"])
        self.assertEqual(chosen(found, "editor <2"), ["editor 1.0"])

    def test_unknown(self):
        with self.assertRaises(UnknownPlugin):
            chosen(catalog("editor 1.0 | requires: text"), "editor")

    def test_circles(self):
        found = catalog("a 1.0 | requires: b", "b 1.0 | requires: c", "c 1.0 | after: a")
        with self.assertRaisesRegex(DependencyCycle, "a -> b -> c -> a"):
            chosen(found, "a")

    def test_conflicts(self):
        found = catalog("dark 1.0 | conflicts: light", "light 1.0")
        with self.assertRaises(Unresolvable):
            chosen(found, "dark; light")

    def test_a_shared_need_gets_a_version_for_both(self):
        found = catalog("editor 1.0 | requires: text", "theme 1.0 | requires: text <2", "text 1.0", "text 2.0")
        self.assertEqual(chosen(found, "editor; theme"), ["text 1.0", "editor 1.0", "theme 1.0"])

    def test_stepping_back_to_an_older_wish(self):
        found = catalog(
            "editor 2.0 | requires: text >=2", "editor 1.0 | requires: text",
            "theme 1.0 | requires: text <2", "text 1.0", "text 2.0",
        )
        resolution = resolve(found, "theme; editor")
        self.assertEqual([str(m) for m in resolution.order], ["text 1.0", "editor 1.0", "theme 1.0"])
        self.assertEqual(held_back(resolution, found), ["editor 1.0 (there is 2.0)", "text 1.0 (there is 2.0)"])

    def test_reasons(self):
        found = catalog("editor 1.0 | requires: text", "text 1.0")
        self.assertEqual(table(resolve(found, "editor; text")),
                         "  1. text 1.0  (the user, editor)\n  2. editor 1.0  (the user)")


if __name__ == "__main__":
    unittest.main()
