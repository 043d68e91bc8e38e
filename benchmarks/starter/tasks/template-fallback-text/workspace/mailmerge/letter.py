"""Fills templates."""

from __future__ import annotations

from typing import Any, List, Mapping

from mailmerge.errors import MissingValue
from mailmerge.scanner import Part, scan


def render(source: str, record: Mapping[str, Any]) -> str:
    """None counts as no value; 0 and the empty string are values. Raises TemplateError and MissingValue."""
    return "".join(_fill(part, record) for part in scan(source))


def required(source: str) -> List[str]:
    """The names that a record needs, each once, in order of appearance."""
    names = [part.name for part in scan(source) if not isinstance(part, str)]
    return list(dict.fromkeys(names))


def _fill(part: Part, record: Mapping[str, Any]) -> str:
    if isinstance(part, str):
        return part
    value: Any = record
    for key in part.name.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is None:
        raise MissingValue(part.name)
    return str(value)
