"""Block structure: reads Markdown blocks and lays each of them out as plain text.

Supported are headings, paragraphs, quotes, bullet and numbered lists (nested by indentation), fenced code, thematic
breaks and pipe tables. Anything else is a paragraph.
"""

import re
from dataclasses import dataclass, field
from typing import List, Union

from plainmark.inline import plain
from plainmark.wrap import fill, indent

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_BREAK = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)\s*(\S*)\s*$")
_BULLET = re.compile(r"(\s*)([-*+])\s+(.*)$")
_NUMBER = re.compile(r"(\s*)(\d{1,9})[.)]\s+(.*)$")
_RULER_CELL = re.compile(r":?-+:?$")

UNDERLINES = {1: "=", 2: "-"}
TAB = 4


@dataclass
class Heading:
    level: int
    text: str


@dataclass
class Paragraph:
    text: str


@dataclass
class Code:
    language: str
    lines: List[str]


@dataclass
class Quote:
    blocks: list


@dataclass
class Rule:
    pass


@dataclass
class Item:
    marker: str
    blocks: list = field(default_factory=list)


@dataclass
class Listing:
    items: List[Item]


@dataclass
class Table:
    header: List[str]
    alignments: List[str]
    rows: List[List[str]]


Block = Union[Heading, Paragraph, Code, Quote, Rule, Listing, Table]


def render(source, width=72):
    """The document as plain text, one blank line between blocks, ending in a newline unless it is empty."""
    lines = layout(parse(source), width)
    return "\n".join(lines) + "\n" if lines else ""


def parse(source):
    """The blocks of a Markdown document."""
    return _parse_lines(source.expandtabs(TAB).splitlines())


def _parse_lines(lines):
    blocks = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        for reader in (_read_code, _read_rule, _read_heading, _read_quote, _read_list, _read_table, _read_paragraph):
            block, after = reader(lines, at)
            if block is not None:
                blocks.append(block)
                at = after
                break
    return blocks


def _read_code(lines, at):
    opening = _FENCE.match(lines[at])
    if not opening:
        return None, at
    fence = opening.group(1)
    body = []
    at += 1
    while at < len(lines):
        closing = lines[at].strip()
        if closing.startswith(fence) and not closing.strip(fence[0]):
            return Code(opening.group(2), body), at + 1
        body.append(lines[at])
        at += 1
    return Code(opening.group(2), body), at


def _read_rule(lines, at):
    return (Rule(), at + 1) if _BREAK.match(lines[at]) else (None, at)


def _read_heading(lines, at):
    match = _HEADING.match(lines[at])
    if match:
        return Heading(len(match.group(1)), match.group(2)), at + 1
    if at + 1 < len(lines) and re.match(r"(=+|-{2,})\s*$", lines[at + 1]) and not _starts_block(lines, at):
        return Heading(1 if lines[at + 1][0] == "=" else 2, lines[at].strip()), at + 2
    return None, at


def _read_quote(lines, at):
    inner = []
    while at < len(lines) and lines[at].lstrip().startswith(">"):
        inner.append(re.sub(r"^\s*> ?", "", lines[at]))
        at += 1
    return (Quote(_parse_lines(inner)), at) if inner else (None, at)


def _read_list(lines, at):
    first = _marker(lines[at])
    if first is None:
        return None, at
    items = []
    while at < len(lines):
        marker = _marker(lines[at])
        if marker is None or marker[0] != first[0] or marker[1].isdigit() != first[1].isdigit():
            break
        at = _read_item(lines, at, marker, items)
    return Listing(items), at


def _read_item(lines, at, marker, items):
    """Collect one item: its first line, and all that is indented deeper than its marker."""
    column, label, text = marker
    inner = [text]
    at += 1
    while at < len(lines):
        line = lines[at]
        if line.strip() and _depth(line) <= column:
            break
        if not line.strip() and (at + 1 == len(lines) or _depth(lines[at + 1]) <= column):
            at += 1
            break
        inner.append(line)
        at += 1
    rest = [line for line in inner[1:] if line.strip()]
    margin = min(map(_depth, rest)) if rest else 0
    body = inner[:1] + [line[margin:] for line in inner[1:]]
    items.append(Item(label + "." if label.isdigit() else "-", _parse_lines(body)))
    return at


def _marker(line):
    """Column, label and text of a list item's first line, or None."""
    if _BREAK.match(line):
        return None
    match = _BULLET.match(line) or _NUMBER.match(line)
    return (len(match.group(1)), match.group(2), match.group(3)) if match else None


def _depth(line):
    return len(line) - len(line.lstrip())


def _read_paragraph(lines, at):
    text = [lines[at].strip()]
    at += 1
    while at < len(lines) and lines[at].strip() and not _starts_block(lines, at):
        text.append(lines[at].strip())
        at += 1
    return Paragraph(" ".join(text)), at


def _starts_block(lines, at):
    line = lines[at]
    simple = (_HEADING, _BREAK, _FENCE, _BULLET)
    return any(p.match(line) for p in simple) or line.lstrip().startswith(">") or _is_table(lines, at)


def _is_table(lines, at):
    """Whether a header row and a ruler with as many cells start here."""
    if at + 1 >= len(lines) or "|" not in lines[at] or "-" not in lines[at + 1]:
        return False
    ruler = _cells(lines[at + 1])
    return all(map(_RULER_CELL.match, ruler)) and len(ruler) == len(_cells(lines[at]))


def _read_table(lines, at):
    if not _is_table(lines, at):
        return None, at
    header = _cells(lines[at])
    alignments = [_alignment(cell) for cell in _cells(lines[at + 1])]
    at += 2
    rows = []
    while at < len(lines) and "|" in lines[at]:
        rows.append(_cells(lines[at]))
        at += 1
    return Table(header, alignments, rows), at


def _cells(row):
    """The cells of a table row, without the pipes around it."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _alignment(ruler):
    if ruler.endswith(":"):
        return "^" if ruler.startswith(":") else ">"
    return "<"


def layout(blocks, width):
    """The lines of the blocks, with one blank line between two of them."""
    lines = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(_LAYOUTS[type(block)](block, width))
    return lines


def _layout_heading(block, width):
    lines = fill(plain(block.text), width)
    underline = UNDERLINES.get(block.level)
    return lines + [underline * max(map(len, lines))] if underline and lines else lines


def _layout_quote(block, width):
    return indent(layout(block.blocks, width - 2), "> ")


def _layout_list(block, width):
    column = max(len(item.marker) for item in block.items) + 1
    lines = []
    for item in block.items:
        body = layout(item.blocks, width - column) or [""]
        lines.append((item.marker.ljust(column) + body[0]).rstrip())
        lines.extend(indent([line for line in body[1:] if line], " " * column))
    return lines


def _layout_table(block, width):
    """Columns as wide as their widest cell, two blanks apart. Tables are not wrapped."""
    grid = [[plain(cell) for cell in row] for row in [block.header, *block.rows]]
    columns = max(map(len, grid))
    widths = [max(len(row[i]) for row in grid if i < len(row)) for i in range(columns)]
    alignments = block.alignments + ["<"] * columns
    lines = []
    for row in grid:
        padded = (format(cell, f"{alignments[i]}{widths[i]}") if widths[i] else "" for i, cell in enumerate(row))
        lines.append("  ".join(padded).rstrip())
    return lines[:1] + ["  ".join("-" * size for size in widths)] + lines[1:]


_LAYOUTS = {
    Heading: _layout_heading,
    Paragraph: lambda block, width: fill(plain(block.text), width),
    Code: lambda block, width: indent(block.lines, "    "),
    Quote: _layout_quote,
    Rule: lambda block, width: ["-" * min(width, 40)],
    Listing: _layout_list,
    Table: _layout_table,
}
