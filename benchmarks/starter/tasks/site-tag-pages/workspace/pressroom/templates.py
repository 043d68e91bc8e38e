"""Pieces of HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from pressroom import dates
from pressroom.config import Config
from pressroom.content import Post
from pressroom.links import post_url

LAYOUT = Template(
    """<!doctype html>
<html lang="$language">
<head><meta charset="utf-8"><title>$title</title>$style</head>
<body>
$menu
$body
</body>
</html>
"""
)


def layout(config: Config, title: str, body: str, menu: str, style: str | None) -> str:
    link = f'<link rel="stylesheet" href="{style}">' if style else ""
    full = f"{escape(title)} | {escape(config.title)}"
    return LAYOUT.substitute(language=config.language, title=full, style=link, menu=menu, body=body)


def post_list(posts: Iterable[Post]) -> str:
    rows = [
        f'<li><time>{dates.long(post.date)}</time> <a href="{post_url(post.slug)}">{escape(post.title)}</a></li>'
        for post in posts
    ]
    return '<ul class="posts">\n' + "\n".join(rows) + "\n</ul>"


def counted_list(rows: Iterable[tuple[str, str, int]]) -> str:
    """Links with a number behind each."""
    cells = [f'<li><a href="{url}">{escape(title)}</a> ({count})</li>' for url, title, count in rows]
    return "<ul>\n" + "\n".join(cells) + "\n</ul>"


def pager(newer: tuple[str, str] | None, older: tuple[str, str] | None) -> str:
    """Links to the neighbours, or nothing."""
    cells = []
    if newer:
        cells.append(f'<a rel="prev" href="{newer[0]}">{escape(newer[1])}</a>')
    if older:
        cells.append(f'<a rel="next" href="{older[0]}">{escape(older[1])}</a>')
    return f'<p class="pager">{" ".join(cells)}</p>' if cells else ""
