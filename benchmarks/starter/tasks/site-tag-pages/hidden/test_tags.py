import datetime
import re
import unittest

from pressroom import Config, Publisher


def publish(posts, **settings):
    sources = {}
    for name, tags in posts.items():
        sources[f"posts/{name}.md"] = f"---\ntags: {tags}\n---\nText of {name}.\n"
    return Publisher(Config(**settings), sources, datetime.date(2024, 5, 2)).publish()


def listed(html):
    return re.findall(r'<a href="/posts/([^/"]+)/">', html)


class TagsTest(unittest.TestCase):
    def test_parts(self):
        posts = {f"2024-01-{day:02d}-p{day}": "x" for day in range(1, 6)}
        site = publish(posts, per_page=2)
        self.assertEqual(listed(site["tags/x/index.html"]), ["p5", "p4"])
        self.assertEqual(listed(site["tags/x/page/3/index.html"]), ["p1"])
        self.assertIn('<a rel="next" href="/tags/x/page/2/">Older</a>', site["tags/x/index.html"])
        self.assertNotIn("tags/x/page/4/index.html", site)

    def test_spellings_of_one_tag(self):
        site = publish({"2024-01-01-a": "open source", "2024-01-02-b": "Open-Source", "2024-01-03-c": "other"})
        html = site["tags/open-source/index.html"]
        self.assertEqual(listed(html), ["b", "a"])
        self.assertIn("<h1>Tag: Open-Source</h1>", html)
        self.assertIn('<a href="/tags/open-source/">Open-Source</a> (2)', site["tags/index.html"])
        self.assertEqual(site["tags/index.html"].lower().count("open-source/"), 1)

    def test_posts_keep_their_own_spelling(self):
        site = publish({"2024-01-01-a": "café", "2024-01-02-b": "Cafe"})
        self.assertIn('<a href="/tags/cafe/">café</a>', site["posts/a/index.html"])
        self.assertIn('<a href="/tags/cafe/">Cafe</a>', site["posts/b/index.html"])

    def test_a_tag_twice_in_a_post_counts_once(self):
        site = publish({"2024-01-01-a": "Go, go", "2024-01-02-b": "Go"})
        self.assertEqual(listed(site["tags/go/index.html"]), ["b", "a"])
        self.assertIn("(2)", site["tags/index.html"])

    def test_names_are_escaped(self):
        site = publish({"2024-01-01-a": "R&D"})
        self.assertIn("<h1>Tag: R&amp;D</h1>", site["tags/r-d/index.html"])
        self.assertIn('<a href="/tags/r-d/">R&amp;D</a>', site["posts/a/index.html"])

    def test_the_list_of_tags_is_sorted_without_regard_to_case(self):
        html = publish({"2024-01-01-a": "beta, Alpha", "2024-01-02-b": "Gamma, delta"})["tags/index.html"]
        self.assertEqual(re.findall(r'href="/tags/([a-z]+)/"', html), ["alpha", "beta", "delta", "gamma"])
        self.assertIn("<h1>Tags</h1>", html)

    def test_no_tags_no_pages(self):
        site = publish({"2024-01-01-a": ""})
        self.assertEqual([path for path in site if path.startswith("tags/")], [])

    def test_sitemap(self):
        site = publish({"2024-01-01-a": "x"})
        self.assertIn("https://example.org/tags/x/\n", site["sitemap.txt"])
        self.assertIn("https://example.org/tags/\n", site["sitemap.txt"])

    def test_hidden_posts_do_not_count(self):
        site = publish({"2024-01-01-a": "x", "2025-01-01-b": "x, y"})
        self.assertEqual(listed(site["tags/x/index.html"]), ["a"])
        self.assertNotIn("tags/y/index.html", site)
        self.assertIn("(1)", site["tags/index.html"])


if __name__ == "__main__":
    unittest.main()
