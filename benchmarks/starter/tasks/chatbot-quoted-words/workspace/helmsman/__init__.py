"""A chat bot that obeys commands."""

from helmsman.bot import Bot
from helmsman.context import Context
from helmsman.messages import Message, Reply

__all__ = ["Bot", "Context", "Message", "Reply"]
