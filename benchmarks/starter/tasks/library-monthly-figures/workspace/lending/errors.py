"""What the desk has to refuse."""

from __future__ import annotations


class DeskError(Exception):
    """The message can be read out to the member."""


class UnknownCopy(DeskError):
    def __init__(self, barcode: str) -> None:
        super().__init__(f"there is no book with barcode {barcode}")


class UnknownMember(DeskError):
    def __init__(self, member_id: int) -> None:
        super().__init__(f"there is no member {member_id}")


class CopyOut(DeskError):
    pass


class LimitReached(DeskError):
    pass


class NotLent(DeskError):
    pass
