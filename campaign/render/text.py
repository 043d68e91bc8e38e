"""A lineage tree as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.rows import AgentRow


def as_text(rows: Sequence[AgentRow], stillborn: bool = True) -> str:
    """One line an agent, indented below its first parent; stillborn children follow the living ones."""
    by_id = {row.id: row for row in rows}
    labels: list[tuple[str, AgentRow | None]] = []

    def visit(row: AgentRow, lead: str, branch: str) -> None:
        labels.append((f"{lead}{branch}{'*' if row.chosen else 'o'} {row.short} {row.title}", row))
        lead += {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        children = [by_id[child] for child in row.children if by_id[child].parents[0] == row.id]
        lost = row.stillborn if stillborn else ()
        for place, child in enumerate(children):
            visit(child, lead, "└─ " if place == len(children) - 1 and not lost else "├─ ")
        for place, text in enumerate(lost):
            labels.append((f"{lead}{'└─ ' if place == len(lost) - 1 else '├─ '}x {text}", None))

    for row in rows:
        if not row.parents:
            visit(row, "", "")
    width = max(len(label) for label, row in labels if row)
    lines = [f"{'agent':<{width}}  {'own score':<20}  {'clade score':<22}  cost"]
    lines += [label if row is None else f"{label:<{width}}  {_figures(row)}".rstrip() for label, row in labels]
    lines.append("\n* chosen   o agent   x stillborn   [95 % interval]")
    return "\n".join(lines)


def _figures(row: AgentRow) -> str:
    return f"{row.score!s:<20}  {row.clade!s:<22}  {cost(row.usd, row.tokens)}"


def cost(usd: float, tokens: int) -> str:
    """Money and tokens, in few characters."""
    size = f"{tokens / 1e6:.1f}M" if tokens >= 1e6 else f"{tokens / 1e3:.0f}k"
    return f"${usd:.2f} {size} tokens"
