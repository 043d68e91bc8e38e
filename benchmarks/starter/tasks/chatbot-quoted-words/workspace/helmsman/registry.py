"""The commands by name."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helmsman.errors import UnknownCommand
from helmsman.params import Signature

Action = Callable[..., str]


@dataclass(frozen=True)
class Command:
    name: str
    signature: Signature
    action: Action
    about: str = ""
    role: str = "anybody"


class Registry:
    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}

    def add(self, command: Command) -> None:
        if command.name in self._commands:
            raise ValueError(f"there is a command {command.name} already")
        self._commands[command.name] = command

    def find(self, name: str) -> Command:
        """Raises UnknownCommand, with the closest name if there is one."""
        if name in self._commands:
            return self._commands[name]
        close = difflib.get_close_matches(name, self._commands, 1)
        raise UnknownCommand(name, close[0] if close else None)

    def __iter__(self) -> Iterator[Command]:
        return iter(sorted(self._commands.values(), key=lambda command: command.name))
