import unittest

from pressroom import markup
from pressroom.links import file_of, part_url, slugify


class MarkupTest(unittest.TestCase):
    def test_blocks(self):
        html = markup.to_html("# One\n\n- a\n- b\n\nc\nd")
        self.assertEqual(html, "<h2>One</h2>\n<ul><li>a</li><li>b</li></ul>\n<p>c d</p>")

    def test_inline(self):
        self.assertEqual(markup.inline("**a** `*b*` [c](/d/) <"),
                         '<strong>a</strong> <code>*b*</code> <a href="/d/">c</a> &lt;')

    def test_links(self):
        self.assertEqual(slugify("Crème brûlée!"), "creme-brulee")
        self.assertEqual(part_url("/x/", 1), "/x/")
        self.assertEqual(file_of(part_url("/x/", 3)), "x/page/3/index.html")


if __name__ == "__main__":
    unittest.main()
