"""What a command knows about the message that called it."""

from __future__ import annotations

from dataclasses import dataclass

from helmsman.messages import Message


@dataclass(frozen=True)
class Context:
    message: Message
    called_as: str
    """The word that the author used, perhaps an alias."""

    @property
    def author(self) -> str:
        return self.message.author

    @property
    def channel(self) -> str:
        return self.message.channel

    def mention(self) -> str:
        return f"@{self.author}"
