"""Versions and ranges of them."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from functools import total_ordering

_OPERATORS = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_TERM = re.compile(r"(==|!=|>=|<=|>|<)\s*([0-9.]+)")


@total_ordering
@dataclass(frozen=True)
class Version:
    parts: tuple[int, ...]
    """Without zeros at the end, so that 1.0 is 1."""

    @classmethod
    def parse(cls, text: str) -> Version:
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", text.strip()):
            raise ValueError(f"not a version: {text!r}")
        parts = [int(part) for part in text.strip().split(".")]
        while len(parts) > 1 and parts[-1] == 0:
            parts.pop()
        return cls(tuple(parts))

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.parts) + (".0" if len(self.parts) == 1 else "")


@dataclass(frozen=True)
class Range:
    """All of the terms have to hold; no terms means any version."""

    terms: tuple[tuple[str, Version], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Range:
        """``>=1.2, <2``. Raises ValueError."""
        terms = []
        for piece in text.split(","):
            if not piece.strip():
                continue
            term = _TERM.fullmatch(piece.strip())
            if term is None:
                raise ValueError(f"not a range of versions: {text.strip()!r}")
            terms.append((term.group(1), Version.parse(term.group(2))))
        return cls(tuple(terms))

    def contains(self, version: Version) -> bool:
        return all(_OPERATORS[sign](version, bound) for sign, bound in self.terms)

    def __str__(self) -> str:
        return ", ".join(f"{sign}{version}" for sign, version in self.terms)


ANY = Range()
