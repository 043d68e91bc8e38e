"""Writes down what was chosen, so that it can be chosen again."""

from __future__ import annotations

from collections.abc import Iterable

from plughub.manifest import Manifest, Requirement, read_requirement

HEADER = "# Chosen by the resolver. Do not edit.\n"


def dump(order: Iterable[Manifest]) -> str:
    """One line for each plug-in, by name."""
    return HEADER + "".join(f"{m.name} =={m.version}\n" for m in sorted(order, key=lambda m: m.name))


def load(text: str) -> list[Requirement]:
    lines = (line.strip() for line in text.splitlines())
    return [read_requirement(line) for line in lines if line and not line.startswith("#")]


def changes(old: Iterable[Manifest], new: Iterable[Manifest]) -> list[str]:
    """What a new choice does to an old one, by name."""
    before = {manifest.name: manifest.version for manifest in old}
    after = {manifest.name: manifest.version for manifest in new}
    rows = []
    for name in sorted(set(before) | set(after)):
        if name not in after:
            rows.append(f"- {name} {before[name]}")
        elif name not in before:
            rows.append(f"+ {name} {after[name]}")
        elif before[name] != after[name]:
            rows.append(f"  {name} {before[name]} -> {after[name]}")
    return rows
