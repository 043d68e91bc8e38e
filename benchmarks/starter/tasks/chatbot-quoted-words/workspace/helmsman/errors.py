"""Everything that the bot tells an author instead of obeying."""

from __future__ import annotations


class BotError(Exception):
    """The message is sent to the channel."""


class BadInput(BotError):
    pass


class NotAllowed(BotError):
    pass


class UnknownCommand(BotError):
    def __init__(self, name: str, close: str | None = None) -> None:
        hint = f"; did you mean {close}?" if close else ""
        super().__init__(f"I know no command {name}{hint}")
        self.name = name
        self.close = close
