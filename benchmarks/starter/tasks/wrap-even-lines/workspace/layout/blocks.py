"""Paragraphs and lists."""

from __future__ import annotations

from typing import Iterable

from layout.wrap import wrap


def paragraph(text: str, width: int, indent: str = "") -> str:
    return _block(wrap(text, width, indent, indent))


def bullets(items: Iterable[str], width: int) -> str:
    """A list; the lines of an item stand below one another."""
    return "".join(_block(wrap(item, width, "- ", "  ")) for item in items)


def _block(lines: Iterable[str]) -> str:
    return "".join(line + "\n" for line in lines)
