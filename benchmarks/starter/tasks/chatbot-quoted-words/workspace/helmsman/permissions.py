"""Who may call what."""

from __future__ import annotations

from collections.abc import Iterable

from helmsman.errors import NotAllowed

ROLES = ("anybody", "admin")


class Permissions:
    def __init__(self, admins: Iterable[str] = ()) -> None:
        self._admins = set(admins)
        self._banned: set[str] = set()

    def ban(self, author: str) -> None:
        self._banned.add(author)

    def unban(self, author: str) -> None:
        self._banned.discard(author)

    def check(self, author: str, role: str) -> None:
        """Raises NotAllowed."""
        if role not in ROLES:
            raise ValueError(f"there is no role {role!r}")
        if author in self._banned:
            raise NotAllowed("you have been banned")
        if role == "admin" and author not in self._admins:
            raise NotAllowed("only admins may do that")
