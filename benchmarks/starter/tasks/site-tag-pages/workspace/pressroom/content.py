"""Posts and pages, as read from their files."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from pressroom import dates, frontmatter
from pressroom.errors import ContentError
from pressroom.links import slugify

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")


@dataclass(frozen=True)
class Post:
    slug: str
    title: str
    date: datetime.date
    body: str
    tags: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    body: str
    weight: int = 0
    """Pages with a smaller weight come first in the menu."""


def load_post(path: str, text: str) -> Post:
    """The date comes from the head or from the file's name. Raises ContentError."""
    meta, body = frontmatter.split(path, text)
    stem = PurePosixPath(path).stem
    dated = _DATED.fullmatch(stem)
    day = meta.get("date") or (dated.group(1) if dated else "")
    if not day:
        raise ContentError(path, "a post needs a date")
    slug = meta.get("slug") or slugify(dated.group(2) if dated else stem)
    return Post(
        slug=slug,
        title=meta.get("title") or slug.replace("-", " ").capitalize(),
        date=dates.parse(path, day),
        body=body,
        tags=tuple(frontmatter.items(meta.get("tags", ""))),
        draft=frontmatter.flag(meta.get("draft", "")),
    )


def load_page(path: str, text: str) -> Page:
    meta, body = frontmatter.split(path, text)
    stem = PurePosixPath(path).stem
    return Page(slugify(stem), meta.get("title") or stem.capitalize(), body, int(meta.get("weight", "0")))
