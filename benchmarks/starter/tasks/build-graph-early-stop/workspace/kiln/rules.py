"""Rules: what is made of what, and how."""

from __future__ import annotations

from dataclasses import dataclass

GROUP = "group"


@dataclass(frozen=True)
class Rule:
    target: str
    sources: tuple[str, ...]
    action: str
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def is_group(self) -> bool:
        return self.action == GROUP

    @property
    def recipe(self) -> str:
        """The action with its settings, in one spelling for all orders of them."""
        inner = ",".join(f"{name}={value}" for name, value in sorted(self.settings))
        return f"{self.action}[{inner}]" if inner else self.action

    def __str__(self) -> str:
        return f"{self.recipe} {' '.join(self.sources)} -> {self.target}"
