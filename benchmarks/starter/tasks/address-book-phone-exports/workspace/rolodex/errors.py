"""What can go wrong with an address book."""

from __future__ import annotations


class BookError(Exception):
    pass


class ImportFailed(BookError):
    """A file that cannot be read; the message says where."""


class UnknownFormat(BookError):
    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"cannot tell what {name} is; known endings are {', '.join(known)}")
        self.name = name
