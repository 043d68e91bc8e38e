"""Pictures of a definition."""

from __future__ import annotations

from orders.parser import ANY, Definition


def as_dot(definition: Definition) -> str:
    """For Graphviz. Rules from any state are drawn from every state that is not final and not their target."""
    rows = ["digraph orders {"]
    for state in sorted(definition.states):
        shape = "doublecircle" if state in definition.final else "ellipse"
        rows.append(f'  "{state}" [shape={shape}];')
    for rule in definition.rules:
        label = rule.event + "".join(f"\\n[{guard}]" for guard in rule.guards)
        for source in _sources(rule.source, rule.target, definition):
            rows.append(f'  "{source}" -> "{rule.target}" [label="{label}"];')
    rows.append("}")
    return "\n".join(rows) + "\n"


def as_table(definition: Definition) -> str:
    rows = [("from", "event", "to")] + [(rule.source, rule.event, rule.target) for rule in definition.rules]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def _sources(source: str, target: str, definition: Definition) -> list[str]:
    if source != ANY:
        return [source]
    return sorted(definition.states - definition.final - {target})
