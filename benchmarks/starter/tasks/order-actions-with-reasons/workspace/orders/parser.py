"""Reads definitions such as ``draft -> placed on place if has_lines and has_address``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orders.errors import DefinitionError

ANY = "*"
_NAME = r"[a-z][a-z_]*"
_RULE = re.compile(
    rf"(?P<source>{_NAME}|\*)\s*->\s*(?P<target>{_NAME})\s+on\s+(?P<event>{_NAME})"
    rf"(?:\s+if\s+(?P<guards>{_NAME}(?:\s+and\s+{_NAME})*))?"
)


@dataclass(frozen=True)
class Rule:
    source: str
    """A state, or ``*`` for every state that is not final."""
    target: str
    event: str
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    start: str
    final: frozenset[str]
    rules: tuple[Rule, ...]

    @property
    def states(self) -> frozenset[str]:
        named = {rule.source for rule in self.rules} | {rule.target for rule in self.rules}
        return frozenset((named | {self.start} | self.final) - {ANY})


def parse(text: str) -> Definition:
    """Raises DefinitionError with the number of the line that is wrong."""
    start = ""
    final: frozenset[str] = frozenset()
    rules = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        if line.startswith("start "):
            start = line[len("start ") :].strip()
        elif line.startswith("final "):
            final = frozenset(name.strip() for name in line[len("final ") :].split(","))
        else:
            rules.append(_rule(line, number))
    if not start:
        raise DefinitionError("no line says where to start")
    return Definition(start, final, tuple(rules))


def _rule(line: str, number: int) -> Rule:
    found = _RULE.fullmatch(line)
    if found is None:
        raise DefinitionError(f"line {number}: not a rule: {line!r}")
    guards = tuple(re.split(r"\s+and\s+", found["guards"])) if found["guards"] else ()
    return Rule(found["source"], found["target"], found["event"], guards)
