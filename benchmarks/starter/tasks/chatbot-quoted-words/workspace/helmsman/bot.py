"""The bot itself: everything put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helmsman import builtin
from helmsman.aliases import Aliases
from helmsman.dispatcher import Dispatcher
from helmsman.messages import Message, Reply
from helmsman.params import Signature
from helmsman.permissions import Permissions
from helmsman.registry import Action, Command, Registry


class Bot:
    def __init__(self, prefix: str = "!", admins: Sequence[str] = ()) -> None:
        self.prefix = prefix
        self.registry = Registry()
        self.aliases = Aliases()
        self.permissions = Permissions(admins)
        self._dispatcher = Dispatcher(self.registry, self.aliases, self.permissions)
        builtin.install(self.registry, self.aliases)

    def command(
        self, usage: str, options: Sequence[str] = (), about: str = "", role: str = "anybody"
    ) -> Callable[[Action], Action]:
        """Register the decorated function under the first word of ``usage``."""

        def register(action: Action) -> Action:
            name, _, params = usage.partition(" ")
            self.registry.add(Command(name, Signature.parse(params, options), action, about, role))
            return action

        return register

    def receive(self, message: Message) -> Reply | None:
        """The answer to a message, or None if it does not start with the prefix."""
        text = message.text.strip()
        if not text.startswith(self.prefix) or text == self.prefix:
            return None
        return self._dispatcher.run(message, text[len(self.prefix) :])
