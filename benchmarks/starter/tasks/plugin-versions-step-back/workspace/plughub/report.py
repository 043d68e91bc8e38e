"""Tells people what was chosen and why."""

from __future__ import annotations

from plughub.catalog import Catalog
from plughub.resolver import Resolution


def table(resolution: Resolution) -> str:
    """A line for every plug-in, in the order of starting."""
    rows = []
    for number, manifest in enumerate(resolution.order, 1):
        reasons = ", ".join(resolution.wanted_by(manifest.name))
        rows.append(f"{number:>3}. {manifest}  ({reasons})")
    return "\n".join(rows)


def held_back(resolution: Resolution, catalog: Catalog) -> list[str]:
    """Plug-ins of which there is a newer version than the chosen one, by name."""
    rows = []
    for manifest in sorted(resolution.order, key=lambda manifest: manifest.name):
        newest = catalog.versions(manifest.name)[0]
        if newest.version > manifest.version:
            rows.append(f"{manifest} (there is {newest.version})")
    return rows
