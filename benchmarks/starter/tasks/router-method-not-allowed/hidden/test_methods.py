import unittest

from waypost import App, Request, Response
from waypost.middleware import etags
from waypost.router import Router


def ask(app, method, target):
    return app.handle(Request(method, target))


def allow(response):
    return response.headers["Allow"]


class MethodsTest(unittest.TestCase):
    def setUp(self):
        self.app = App()
        self.app.route("/notes/<int:number>", name="a")(lambda request, number: f"note {number}")
        self.app.route("/notes/<slug:name>", methods=["PUT"], name="b")(lambda request, name: f"put {name}")
        self.app.route("/login", methods=["post"], name="c")(lambda request: (403, "no"))

    def test_405_lists_what_would_work_in_order(self):
        response = ask(self.app, "DELETE", "/login")
        self.assertEqual((response.status, allow(response)), (405, "OPTIONS, POST"))

    def test_allow_looks_at_every_route_that_fits_the_path(self):
        self.assertEqual(allow(ask(self.app, "DELETE", "/notes/7")), "GET, HEAD, OPTIONS, PUT")
        self.assertEqual(allow(ask(self.app, "DELETE", "/notes/x")), "OPTIONS, PUT")

    def test_a_later_route_with_the_right_method_still_answers(self):
        self.assertEqual(ask(self.app, "PUT", "/notes/7").text, "put 7")

    def test_unknown_paths_stay_404_for_every_method(self):
        for method in ("GET", "HEAD", "OPTIONS", "DELETE"):
            response = ask(self.app, method, "/nothing/here")
            self.assertEqual(response.status, 404)
            self.assertNotIn("Allow", response.headers)

    def test_head_has_the_headers_of_get(self):
        self.app.use(etags)
        get, head = ask(self.app, "GET", "/notes/12"), ask(self.app, "HEAD", "/notes/12")
        self.assertEqual(head.body, b"")
        self.assertEqual(head.status, 200)
        self.assertEqual(head.headers["Content-Length"], "7")
        self.assertEqual(dict(head.headers.items()), dict(get.headers.items()))

    def test_head_where_there_is_no_get(self):
        response = ask(self.app, "HEAD", "/login")
        self.assertEqual((response.status, response.body), (405, b""))
        self.assertEqual(allow(response), "OPTIONS, POST")

    def test_a_view_of_its_own_for_head_and_options_wins(self):
        self.app.route("/own", name="d")(lambda request: "get")
        self.app.route("/own", methods=["HEAD", "OPTIONS"], name="e")(lambda request: Response(202, b"mine"))
        head, options = ask(self.app, "HEAD", "/own"), ask(self.app, "OPTIONS", "/own")
        self.assertEqual((head.status, head.body), (202, b""))
        self.assertEqual((options.status, options.body), (202, b"mine"))

    def test_options(self):
        response = ask(self.app, "OPTIONS", "/notes/7")
        self.assertEqual((response.status, response.body), (204, b""))
        self.assertEqual(allow(response), "GET, HEAD, OPTIONS, PUT")

    def test_included_routers(self):
        inner = Router()
        inner.add("/ping", lambda request: "pong", name="ping")
        self.app.router.include("/api", inner)
        self.assertEqual(ask(self.app, "HEAD", "/api/ping").status, 200)
        self.assertEqual(allow(ask(self.app, "POST", "/api/ping")), "GET, HEAD, OPTIONS")


if __name__ == "__main__":
    unittest.main()
