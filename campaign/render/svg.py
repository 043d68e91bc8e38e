"""A lineage tree as a picture: one row an agent, in the order of a walk down the tree, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from campaign.rows import AgentRow

ROW, INDENT, LABEL, BAR = 26, 22, 430, 260


def as_svg(rows: Sequence[AgentRow]) -> str:
    """A stand-alone SVG: the tree at the left, own score and 95 % interval at the right."""
    order = _walk(rows)
    place = {row.id: number for number, row in enumerate(order)}
    depth = max(row.depth for row in rows)
    bars = depth * INDENT + LABEL
    width, height = bars + BAR + 60, (len(order) + 2) * ROW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_scale(bars, len(order)),
    ]
    for row in order:
        parts += _edges(row, place)
    for row in order:
        parts += _agent(row, place[row.id], bars)
    return "\n".join([*parts, "</svg>"])


def _walk(rows: Sequence[AgentRow]) -> list[AgentRow]:
    by_id = {row.id: row for row in rows}
    order: list[AgentRow] = []
    stack = [row for row in rows if not row.parents]
    while stack:
        row = stack.pop()
        order.append(row)
        stack += [by_id[child] for child in reversed(row.children) if by_id[child].parents[0] == row.id]
    return order


def _x(depth: int) -> int:
    return 16 + depth * INDENT


def _y(place: int) -> int:
    return (place + 1) * ROW + ROW // 2


def _scale(left: int, count: int) -> list[str]:
    parts = []
    for percent in (0, 25, 50, 75, 100):
        x = left + BAR * percent / 100
        parts.append(f'<line x1="{x:.0f}" y1="{ROW}" x2="{x:.0f}" y2="{(count + 1) * ROW}" stroke="#e4e4e7"/>')
        parts.append(f'<text x="{x:.0f}" y="{ROW - 8}" text-anchor="middle" fill="#71717a">{percent} %</text>')
    return parts


def _edges(row: AgentRow, place: dict[str, int]) -> list[str]:
    x, y = _x(row.depth), _y(place[row.id])
    return [
        f'<path d="M{x - INDENT} {_y(place[parent])} V{y} H{x}" fill="none" stroke="#a1a1aa"'
        f"{' stroke-dasharray=' + chr(34) + '3 3' + chr(34) if number else ''}/>"
        for number, parent in enumerate(row.parents)
    ]


def _agent(row: AgentRow, place: int, left: int) -> list[str]:
    x, y = _x(row.depth), _y(place)
    colour = "#c2410c" if row.chosen else "#1d4ed8"
    weight = ' font-weight="bold"' if row.chosen else ""
    title = row.title if len(row.title) <= 52 else row.title[:51] + "…"
    label = escape(f"{row.short}  {title}", {'"': "&quot;"})
    parts = [
        f'<circle cx="{x}" cy="{y}" r="{6 if row.chosen else 4}" fill="{colour}"/>',
        f'<text x="{x + 12}" y="{y + 4}"{weight}>{label}</text>',
    ]
    if row.score.trials:
        low, high = left + BAR * row.score.low, left + BAR * row.score.high
        middle = left + BAR * row.score.solved / row.score.trials
        parts += [
            f'<line x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}" stroke="{colour}" stroke-opacity="0.45"'
            ' stroke-width="3"/>',
            f'<circle cx="{middle:.1f}" cy="{y}" r="4" fill="{colour}"/>',
            f'<text x="{left + BAR + 10}" y="{y + 4}" fill="#52525b">{row.score.solved}/{row.score.trials}</text>',
        ]
    return parts
