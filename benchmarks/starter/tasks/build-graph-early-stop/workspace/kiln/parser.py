"""Reads rules such as ``strip-comments[mark=#] a.txt b.txt -> c.txt``."""

from __future__ import annotations

import re

from kiln.errors import RuleError
from kiln.rules import GROUP, Rule

_RULE = re.compile(r"(?P<action>[a-z][a-z-]*)(?:\[(?P<settings>[^\]]*)\])?\s+(?P<sources>.+?)\s*->\s*(?P<target>\S+)")
_GROUP = re.compile(r"group\s+(?P<target>\S+):\s*(?P<sources>.+)")


def parse(text: str) -> list[Rule]:
    """Raises RuleError with the number of the line."""
    rules = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            rules.append(_rule(line, number))
    return rules


def _rule(line: str, number: int) -> Rule:
    group = _GROUP.fullmatch(line)
    if group:
        return Rule(group["target"], tuple(group["sources"].split()), GROUP)
    found = _RULE.fullmatch(line)
    if found is None:
        raise RuleError(f"line {number}: not a rule: {line!r}")
    settings = []
    for piece in (found["settings"] or "").split(","):
        name, equals, value = piece.partition("=")
        if equals:
            settings.append((name.strip(), value))
        elif piece.strip():
            raise RuleError(f"line {number}: not a setting: {piece.strip()!r}")
    return Rule(found["target"], tuple(found["sources"].split()), found["action"], tuple(settings))
