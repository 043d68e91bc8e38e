"""Puts a site together: all of its files from all of its sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pressroom import dates, markup, nav, templates
from pressroom.assets import Assets
from pressroom.config import Config
from pressroom.content import Page, Post, load_page, load_post
from pressroom.errors import Collision
from pressroom.feed import rss
from pressroom.links import file_of, page_url, part_url, post_url, year_url

POSTS = "posts/"
PAGES = "pages/"
ASSETS = "assets/"


class Publisher:
    """Sources are texts by path: ``posts/*.md``, ``pages/*.md`` and ``assets/*``."""

    def __init__(self, config: Config, sources: Mapping[str, str], today: datetime.date) -> None:
        self.config = config
        self.today = today
        self.posts = [load_post(path, text) for path, text in _below(POSTS, sources) if path.endswith(".md")]
        self.pages = [load_page(path, text) for path, text in _below(PAGES, sources) if path.endswith(".md")]
        self.assets = Assets({path[len(ASSETS) :]: text for path, text in _below(ASSETS, sources)})
        self._output: dict[str, str] = {}

    def published(self) -> list[Post]:
        """Posts that readers may see, the newest first; of one day, by slug."""
        visible = [post for post in self.posts if self._visible(post)]
        return sorted(visible, key=lambda post: (-post.date.toordinal(), post.slug))

    def publish(self) -> dict[str, str]:
        """The files of the site by path. Raises Collision if two would have the same path."""
        self._output = {}
        posts = self.published()
        self._write_posts(posts)
        self._write_pages()
        self._write_list("/", "Latest posts", posts)
        self._write_archive(posts)
        self._add("feed.xml", rss(self.config, posts))
        self._add("404.html", self._layout("Not found", "<h1>Not found</h1>\n<p>There is nothing here.</p>", ""))
        for path, content in self.assets.output().items():
            self._add(path, content)
        self._add("sitemap.txt", self._sitemap())
        return dict(self._output)

    # Posts and pages

    def _visible(self, post: Post) -> bool:
        return self.config.drafts or (not post.draft and post.date <= self.today)

    def _write_posts(self, posts: Sequence[Post]) -> None:
        for i, post in enumerate(posts):
            newer = posts[i - 1] if i > 0 else None
            older = posts[i + 1] if i + 1 < len(posts) else None
            url = post_url(post.slug)
            self._add_page(url, post.title, self._post_body(post, newer, older))

    def _post_body(self, post: Post, newer: Post | None, older: Post | None) -> str:
        parts = [
            f"<h1>{escape(post.title)}</h1>",
            f"<time>{dates.long(post.date)}</time>",
            markup.to_html(post.body),
        ]
        if post.tags:
            parts.append(f'<p class="tags">Tags: {", ".join(escape(tag) for tag in post.tags)}</p>')
        neighbours = templates.pager(
            (post_url(newer.slug), newer.title) if newer else None,
            (post_url(older.slug), older.title) if older else None,
        )
        return "\n".join(parts + ([neighbours] if neighbours else []))

    def _write_pages(self) -> None:
        for page in self.pages:
            body = f"<h1>{escape(page.title)}</h1>\n{markup.to_html(page.body)}"
            self._add_page(page_url(page.slug), page.title, body)

    # Lists

    def _write_list(self, base: str, heading: str, posts: Sequence[Post]) -> None:
        """A list of posts below one address, over as many pages as it takes, at least one."""
        size = self.config.per_page
        count = max(1, -(-len(posts) // size))
        for number in range(1, count + 1):
            chunk = posts[(number - 1) * size : number * size]
            newer = (part_url(base, number - 1), "Newer") if number > 1 else None
            older = (part_url(base, number + 1), "Older") if number < count else None
            body = f"<h1>{escape(heading)}</h1>\n{templates.post_list(chunk)}"
            pager = templates.pager(newer, older)
            self._add_page(part_url(base, number), heading, body + (f"\n{pager}" if pager else ""))

    def _write_archive(self, posts: Sequence[Post]) -> None:
        """One page for every year, without parts, and one with the years."""
        by_year: dict[int, list[Post]] = {}
        for post in posts:
            by_year.setdefault(post.date.year, []).append(post)
        for year, found in by_year.items():
            body = f"<h1>{year}</h1>\n{templates.post_list(found)}"
            self._add_page(year_url(year), str(year), body)
        if by_year:
            rows = [(year_url(year), str(year), len(by_year[year])) for year in sorted(by_year, reverse=True)]
            self._add_page("/archive/", "Archive", f"<h1>Archive</h1>\n{templates.counted_list(rows)}")

    # Files

    def _sitemap(self) -> str:
        """The addresses of all pages, sorted, one a line."""
        found = [path[: -len("index.html")] for path in self._output if path.endswith("index.html")]
        return "".join(f"{self.config.base_url}/{path}\n" for path in sorted(found))

    def _add_page(self, url: str, title: str, body: str) -> None:
        self._add(file_of(url), self._layout(title, body, url))

    def _layout(self, title: str, body: str, url: str) -> str:
        style = self.assets.url("style.css") if "style.css" in self.assets else None
        return templates.layout(self.config, title, body, nav.menu(self.pages, url), style)

    def _add(self, path: str, content: str) -> None:
        if path in self._output:
            raise Collision(path)
        self._output[path] = content


def _below(folder: str, sources: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """The sources of one folder, in the order of their paths."""
    return [(path, sources[path]) for path in sorted(sources) if path.startswith(folder)]
