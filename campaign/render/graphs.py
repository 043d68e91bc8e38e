"""A lineage tree in the formats that other programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from campaign.rows import AgentRow


def as_dot(rows: Sequence[AgentRow]) -> str:
    """Graphviz."""
    lines = ["digraph lineage {", "  rankdir=LR; node [shape=box, style=rounded, fontname=Helvetica];"]
    for row in rows:
        label = json.dumps(f"{row.short} {row.title}\n{row.score}", ensure_ascii=False)
        lines.append(f'  "{row.short}" [label={label}{", penwidth=3" if row.chosen else ""}];')
        lines += [f'  "{parent[:8]}" -> "{row.short}";' for parent in row.parents]
    return "\n".join([*lines, "}"])


def as_mermaid(rows: Sequence[AgentRow]) -> str:
    """A Mermaid flow chart."""
    lines = ["graph LR"]
    for row in rows:
        title = "".join(c if c.isalnum() or c in " .,:-/()+" else " " for c in row.title)
        lines.append(f'  {row.short}["{row.short} {title}<br/>{row.score}"]')
        lines += [f"  {parent[:8]} --> {row.short}" for parent in row.parents]
    lines += [f"  style {row.short} stroke-width:4px" for row in rows if row.chosen]
    return "\n".join(lines)


def as_newick(rows: Sequence[AgentRow]) -> str:
    """Newick with branch lengths of one edit; an agent with two parents stands under the first."""
    by_id = {row.id: row for row in rows}

    def clade(row: AgentRow) -> str:
        inner = ",".join(clade(by_id[child]) for child in row.children if by_id[child].parents[0] == row.id)
        return f"({inner}){row.short}:1" if inner else f"{row.short}:1"

    return ",".join(clade(row) for row in rows if not row.parents) + ";"


def as_json(rows: Sequence[AgentRow]) -> str:
    """A list of all agents in order of birth."""
    return json.dumps([row.model_dump(mode="json") for row in rows], indent=1)
