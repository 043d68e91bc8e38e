import unittest

from waypost import App, NotFound, Request
from waypost.middleware import etags, server_name


def library():
    app = App()
    books = {1: "Emma", 2: "Dune"}

    @app.route("/books")
    def index(request):
        return sorted(books.values())

    @app.route("/books", methods=["POST"])
    def create(request):
        books[len(books) + 1] = request.json()["title"]
        return 201, "created"

    @app.route("/books/<int:number>", name="book")
    def show(request, number):
        if number not in books:
            raise NotFound(f"no book {number}")
        return books[number]

    @app.route("/books/<int:number>", methods=["PUT", "DELETE"])
    def change(request, number):
        return None

    return app


def ask(app, method, target, **more):
    return app.handle(Request(method, target, **more))


class AppTest(unittest.TestCase):
    def test_get(self):
        response = ask(library(), "GET", "/books/2")
        self.assertEqual((response.status, response.text), (200, "Dune"))
        self.assertEqual(response.headers["content-length"], "4")

    def test_the_same_path_with_another_method(self):
        app = library()
        self.assertEqual(ask(app, "POST", "/books", body=b'{"title": "Ulysses"}').status, 201)
        self.assertEqual(ask(app, "GET", "/books").text, '["Dune", "Emma", "Ulysses"]')
        self.assertEqual(ask(app, "DELETE", "/books/1").status, 204)

    def test_unknown_path(self):
        self.assertEqual(ask(library(), "GET", "/films").status, 404)
        self.assertEqual(ask(library(), "GET", "/books/99").text, "no book 99")

    def test_wrong_method(self):
        response = ask(library(), "PATCH", "/books")
        self.assertEqual(response.status, 405)
        self.assertIn("POST", response.headers["Allow"])

    def test_head(self):
        response = ask(library(), "HEAD", "/books/2")
        self.assertEqual((response.status, response.body), (200, b""))

    def test_options(self):
        response = ask(library(), "OPTIONS", "/books/2")
        self.assertEqual((response.status, response.body), (204, b""))
        self.assertIn("DELETE", response.headers["Allow"])

    def test_middleware_order(self):
        app = library()
        app.use(server_name("outer"))
        app.use(server_name("inner"))
        self.assertEqual(ask(app, "GET", "/books").headers["Server"], "inner")

    def test_etags(self):
        app = library()
        app.use(etags)
        first = ask(app, "GET", "/books/1")
        again = ask(app, "GET", "/books/1", headers={"if-none-match": first.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))


if __name__ == "__main__":
    unittest.main()
