"""Rules, such as B3/S23: a cell is born with 3 living neighbours and survives with 2 or 3."""

import re
from dataclasses import dataclass

_RULE = re.compile(r"B([0-8]*)/S([0-8]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    born: frozenset
    survives: frozenset

    def __post_init__(self):
        if 0 in self.born:
            raise ValueError("no cell can be born out of nothing")

    @classmethod
    def parse(cls, text):
        """Raises ValueError."""
        match = _RULE.fullmatch(text.strip())
        if not match:
            raise ValueError(f"not a rule: {text!r}")
        return cls(frozenset(map(int, match.group(1))), frozenset(map(int, match.group(2))))

    def lives(self, alive, count):
        """Whether a cell lives in the next generation."""
        return count in (self.survives if alive else self.born)

    def __str__(self):
        return f"B{''.join(map(str, sorted(self.born)))}/S{''.join(map(str, sorted(self.survives)))}"


LIFE = Rule.parse("B3/S23")
