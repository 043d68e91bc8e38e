"""Places where plug-ins can join in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Hook = Callable[..., Any]


class Hooks:
    def __init__(self) -> None:
        self._hooks: dict[str, list[tuple[int, int, str, Hook]]] = {}
        self._count = 0

    def on(self, event: str, hook: Hook, owner: str, priority: int = 0) -> None:
        """A higher priority is called earlier; equal ones in the order in which they came."""
        self._count += 1
        self._hooks.setdefault(event, []).append((-priority, self._count, owner, hook))

    def call(self, event: str, *args: Any) -> list[Any]:
        """Everything that the hooks returned, but for None."""
        hooks = sorted(self._hooks.get(event, ()), key=lambda entry: entry[:2])
        results = (hook(*args) for _, _, _, hook in hooks)
        return [result for result in results if result is not None]

    def remove(self, owner: str) -> None:
        for event, hooks in self._hooks.items():
            self._hooks[event] = [entry for entry in hooks if entry[2] != owner]

    def owners(self, event: str) -> list[str]:
        return [owner for _, _, owner, _ in sorted(self._hooks.get(event, ()), key=lambda entry: entry[:2])]
