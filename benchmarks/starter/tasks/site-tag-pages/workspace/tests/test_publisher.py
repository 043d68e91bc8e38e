import datetime
import unittest

from pressroom import Config, Publisher
from pressroom.errors import Collision, ContentError

SOURCES = {
    "posts/2024-01-05-first-steps.md": "---\ntags: Python, Beginners\n---\nHello *world*.\n",
    "posts/2024-02-10-second.md": "---\ntitle: Second & last\ntags: Python\n---\n- one\n- two\n",
    "posts/2023-12-24-old.md": "---\ntags: Personal\n---\nLong ago.\n",
    "posts/2024-03-01-secret.md": "---\ndraft: yes\ntags: Python, Secrets\n---\nNot yet.\n",
    "posts/2024-09-09-future.md": "---\ntags: Tomorrow\n---\nNot yet either.\n",
    "pages/about.md": "---\ntitle: About me\n---\nI am *me*.\n",
    "assets/style.css": "body {}",
}


def publish(sources=SOURCES, **settings):
    return Publisher(Config(title="Notes", **settings), sources, datetime.date(2024, 5, 2)).publish()


class PublisherTest(unittest.TestCase):
    def test_a_post(self):
        html = publish()["posts/first-steps/index.html"]
        self.assertIn("<h1>First steps</h1>\n<time>5 January 2024</time>\n<p>Hello <em>world</em>.</p>", html)
        self.assertIn("<title>First steps | Notes</title>", html)
        self.assertIn('<a rel="prev" href="/posts/second/">Second &amp; last</a>', html)

    def test_the_front_page_goes_over_parts(self):
        site = publish(per_page=2)
        self.assertIn("page/2/index.html", site)
        self.assertNotIn("page/3/index.html", site)
        self.assertIn('<a rel="next" href="/page/2/">Older</a>', site["index.html"])

    def test_the_archive(self):
        self.assertIn('<a href="/archive/2024/">2024</a> (2)', publish()["archive/index.html"])

    def test_drafts_and_the_future_appear_nowhere(self):
        for path, text in publish().items():
            for word in ("secret", "future", "tomorrow"):
                self.assertNotIn(word, path)
                self.assertNotIn(word, text.lower())
        self.assertIn("posts/secret/index.html", publish(drafts=True))

    def test_a_page_for_every_tag(self):
        html = publish()["tags/python/index.html"]
        self.assertIn("<h1>Tag: Python</h1>", html)
        self.assertLess(html.index("/posts/second/"), html.index("/posts/first-steps/"))
        self.assertNotIn("/posts/old/", html)

    def test_the_page_with_the_tags(self):
        html = publish()["tags/index.html"]
        self.assertIn('<a href="/tags/python/">Python</a> (2)', html)
        self.assertLess(html.index("Beginners"), html.index("Personal"))

    def test_posts_link_to_their_tags(self):
        html = publish()["posts/first-steps/index.html"]
        self.assertIn('<a href="/tags/python/">Python</a>, <a href="/tags/beginners/">Beginners</a>', html)

    def test_collisions(self):
        with self.assertRaises(Collision):
            publish({**SOURCES, "posts/2022-01-01-old.md": "Again."})

    def test_bad_heads(self):
        with self.assertRaisesRegex(ContentError, "posts/x.md: a post needs a date"):
            publish({"posts/x.md": "Hello"})

    def test_sitemap_and_assets(self):
        site = publish()
        self.assertIn("https://example.org/posts/second/\n", site["sitemap.txt"])
        style = next(path for path in site if path.endswith(".css"))
        self.assertIn(f'href="/{style}"', site["about/index.html"])


if __name__ == "__main__":
    unittest.main()
