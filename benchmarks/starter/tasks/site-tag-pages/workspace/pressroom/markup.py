"""A little Markdown: headings, paragraphs, lists, emphasis, code and links."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"\*(.+?)\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def inline(text: str) -> str:
    """Marks inside a line. What is between backquotes is left alone."""
    pieces = _CODE.split(escape(text, quote=False))
    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = f"<code>{piece}</code>"
        else:
            piece = _LINK.sub(r'<a href="\2">\1</a>', piece)
            piece = _STRONG.sub(r"<strong>\1</strong>", piece)
            pieces[i] = _EMPHASIS.sub(r"<em>\1</em>", piece)
    return "".join(pieces)


def to_html(text: str) -> str:
    """Blocks are separated by empty lines."""
    return "\n".join(_block(block.strip("\n")) for block in re.split(r"\n\s*\n", text.strip()) if block)


def _block(block: str) -> str:
    lines = block.splitlines()
    heading = re.fullmatch(r"(#{1,4}) +(.+)", lines[0])
    if heading and len(lines) == 1:
        level = len(heading.group(1)) + 1
        return f"<h{level}>{inline(heading.group(2))}</h{level}>"
    if all(line.lstrip().startswith("- ") for line in lines):
        entries = "".join(f"<li>{inline(line.lstrip()[2:])}</li>" for line in lines)
        return f"<ul>{entries}</ul>"
    return f"<p>{inline(' '.join(line.strip() for line in lines))}</p>"
