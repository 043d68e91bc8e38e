"""The menu at the top of every page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pressroom.content import Page
from pressroom.links import page_url


def entries(pages: Iterable[Page]) -> list[tuple[str, str]]:
    """Addresses and titles: home first, then the pages by weight and title."""
    ordered = sorted(pages, key=lambda page: (page.weight, page.title.lower()))
    return [("/", "Home")] + [(page_url(page.slug), page.title) for page in ordered]


def menu(pages: Iterable[Page], here: str) -> str:
    """The entry of the page that is being looked at is no link."""
    cells = []
    for url, title in entries(pages):
        if url == here:
            cells.append(f"<b>{escape(title)}</b>")
        else:
            cells.append(f'<a href="{url}">{escape(title)}</a>')
    return "<nav>" + " ".join(cells) + "</nav>"
