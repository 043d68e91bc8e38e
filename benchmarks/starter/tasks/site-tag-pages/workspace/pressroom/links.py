"""Addresses inside the site. Every one ends with a slash and stands for an ``index.html``."""

from __future__ import annotations

import re
import unicodedata


def slugify(text: str) -> str:
    """``Crème brûlée!`` becomes ``creme-brulee``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def post_url(slug: str) -> str:
    return f"/posts/{slug}/"


def page_url(slug: str) -> str:
    return f"/{slug}/"


def year_url(year: int) -> str:
    return f"/archive/{year}/"


def part_url(base: str, number: int) -> str:
    """The address of a part of a list that goes over several pages, counted from 1."""
    return base if number == 1 else f"{base}page/{number}/"


def file_of(url: str) -> str:
    return url.lstrip("/") + "index.html"
