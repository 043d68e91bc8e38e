"""A conversation between an agent and a model, whichever protocol it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple


class Call(NamedTuple):
    """A tool call that the model made."""

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """One message."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    calls: tuple[Call, ...] = ()
    answers: str = ""
    """For a tool's message: the id of the call that it answers."""


class Offer(NamedTuple):
    """A tool that the agent offers."""

    name: str
    properties: Mapping[str, Mapping[str, Any]]
    """Its parameters: their JSON schemas by name."""


class Said(NamedTuple):
    """Something that the agent told the model after the first message."""

    text: str


class Done(NamedTuple):
    """A call with what the agent showed of its result; empty if it shows nothing of it any more."""

    call: Call
    result: str

    @property
    def failed(self) -> bool:
        return self.result.lstrip().startswith("Error")


Event = Said | Done


@dataclass(frozen=True)
class Answer:
    """What the model says: a text, or tool calls with a text."""

    text: str
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """Names and arguments."""


@dataclass(frozen=True)
class Conversation:
    """All that the model is given for one answer."""

    messages: tuple[Message, ...]
    tools: tuple[Offer, ...]

    @property
    def system(self) -> str:
        return "\n".join(message.text for message in self.messages if message.role == "system")

    @property
    def told(self) -> list[str]:
        """What the user's messages say, in order."""
        return [message.text for message in self.messages if message.role == "user"]

    @property
    def turns(self) -> int:
        """Answers that the model gave already."""
        return sum(message.role == "assistant" for message in self.messages)

    @property
    def characters(self) -> int:
        """The length of all text in it, tool calls included."""
        return sum(
            len(message.text) + sum(len(str(value)) for call in message.calls for value in call.arguments.values())
            for message in self.messages
        )

    def events(self) -> Iterator[Event]:
        """What happened after the first user message, in order."""
        results = {message.answers: message.text for message in self.messages if message.role == "tool"}
        opened = False
        for message in self.messages:
            if message.role == "user":
                if opened:
                    yield Said(message.text)
                opened = True
            for call in message.calls:
                yield Done(call, results.get(call.id, ""))
