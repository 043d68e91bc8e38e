import unittest

from waypost.reversing import url_for
from waypost.router import Router


def view(request, **params):
    return params


class ReversingTest(unittest.TestCase):
    def setUp(self):
        inner = Router()
        inner.add("/<slug:topic>/<int:page>", view, name="page")
        self.router = Router()
        self.router.include("/wiki/", inner)

    def test_build(self):
        self.assertEqual(url_for(self.router, "page", {"topic": "owls", "page": 3}), "/wiki/owls/3")

    def test_extra_parameters_become_a_query(self):
        found = url_for(self.router, "page", {"topic": "owls", "page": 3, "sort": "a b", "lang": "de"})
        self.assertEqual(found, "/wiki/owls/3?lang=de&sort=a+b")

    def test_missing_parameter(self):
        with self.assertRaises(LookupError):
            url_for(self.router, "page", {"topic": "owls"})


if __name__ == "__main__":
    unittest.main()
