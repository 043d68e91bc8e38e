"""What comes in and what goes out."""

from __future__ import annotations

from dataclasses import dataclass

MAX_LENGTH = 2000


@dataclass(frozen=True)
class Message:
    author: str
    channel: str
    text: str


@dataclass(frozen=True)
class Reply:
    channel: str
    text: str
    failed: bool = False

    def parts(self) -> list[str]:
        """The text in pieces that the chat service accepts, cut at line ends where possible."""
        rest, found = self.text, []
        while len(rest) > MAX_LENGTH:
            cut = rest.rfind("\n", 0, MAX_LENGTH)
            cut = cut if cut > 0 else MAX_LENGTH
            found.append(rest[:cut])
            rest = rest[cut:].lstrip("\n")
        return [*found, rest] if rest else found
