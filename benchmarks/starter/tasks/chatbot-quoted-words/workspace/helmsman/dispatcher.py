"""From the text of a message to the command that it calls."""

from __future__ import annotations

from helmsman.aliases import Aliases
from helmsman.context import Context
from helmsman.errors import BotError
from helmsman.messages import Message, Reply
from helmsman.params import bind
from helmsman.permissions import Permissions
from helmsman.registry import Registry
from helmsman.words import split


class Dispatcher:
    def __init__(self, registry: Registry, aliases: Aliases, permissions: Permissions) -> None:
        self._registry = registry
        self._aliases = aliases
        self._permissions = permissions

    def run(self, message: Message, text: str) -> Reply:
        """Answer a command line without its prefix. A BotError becomes an answer too."""
        try:
            return Reply(message.channel, self._answer(message, text))
        except BotError as error:
            return Reply(message.channel, f"@{message.author} {error}", failed=True)

    def _answer(self, message: Message, text: str) -> str:
        called_as, *words = split(text)
        command = self._registry.find(self._aliases.resolve(message.channel, called_as.lower()))
        self._permissions.check(message.author, command.role)
        values = bind(command.signature, words)
        return command.action(Context(message, called_as), **values)
