"""A lineage tree as text, Graphviz, Mermaid, Newick, JSON or a picture. Every format is a function of the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from campaign.render.graphs import as_dot, as_json, as_mermaid, as_newick
from campaign.render.svg import as_svg
from campaign.render.text import as_text
from campaign.rows import AgentRow

FORMATS: dict[str, Callable[[Sequence[AgentRow]], str]] = {
    "text": as_text,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "newick": as_newick,
    "json": as_json,
    "svg": as_svg,
}
