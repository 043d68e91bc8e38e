"""The people who may borrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lending.errors import UnknownMember

KINDS = ("adult", "child", "school")


@dataclass(frozen=True)
class Member:
    id: int
    name: str
    kind: str = "adult"
    email: str = ""


class Members:
    def __init__(self) -> None:
        self._members: dict[int, Member] = {}

    def join(self, name: str, kind: str = "adult", email: str = "") -> Member:
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
        member = Member(len(self._members) + 1, name, kind, email)
        self._members[member.id] = member
        return member

    def find(self, member_id: int) -> Member:
        try:
            return self._members[member_id]
        except KeyError:
            raise UnknownMember(member_id) from None

    def __iter__(self) -> Iterator[Member]:
        return iter(sorted(self._members.values(), key=lambda member: member.name))
