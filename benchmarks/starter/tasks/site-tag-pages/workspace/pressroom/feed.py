"""The RSS feed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pressroom import dates, markup
from pressroom.config import Config
from pressroom.content import Post
from pressroom.links import post_url


def _item(config: Config, post: Post) -> str:
    link = escape(config.base_url + post_url(post.slug))
    return (
        "<item>"
        f"<title>{escape(post.title)}</title>"
        f"<link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{dates.rfc822(post.date)}</pubDate>"
        f"<description>{escape(markup.to_html(post.body))}</description>"
        "</item>"
    )


def rss(config: Config, posts: Sequence[Post]) -> str:
    """The newest posts, as many as the settings say."""
    items = "\n".join(_item(config, post) for post in posts[: config.feed_length])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(config.title)}</title><link>{escape(config.base_url)}/</link>"
        f"<language>{config.language}</language>\n{items}\n</channel></rss>\n"
    )
