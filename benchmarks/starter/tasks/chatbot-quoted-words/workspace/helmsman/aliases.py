"""Short names for commands, kept for each channel."""

from __future__ import annotations

from helmsman.errors import BadInput

MAX_HOPS = 5


class Aliases:
    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}

    def add(self, channel: str, alias: str, name: str) -> None:
        if alias == name:
            raise BadInput(f"{alias} cannot stand for itself")
        self._names.setdefault(channel, {})[alias] = name

    def drop(self, channel: str, alias: str) -> bool:
        """Whether there was one."""
        return self._names.get(channel, {}).pop(alias, None) is not None

    def resolve(self, channel: str, name: str) -> str:
        """Follow aliases to a name that is none. Raises BadInput if they lead in circles."""
        names = self._names.get(channel, {})
        for _ in range(MAX_HOPS):
            if name not in names:
                return name
            name = names[name]
        raise BadInput(f"the alias {name} leads in circles")

    def of_channel(self, channel: str) -> list[tuple[str, str]]:
        return sorted(self._names.get(channel, {}).items())
