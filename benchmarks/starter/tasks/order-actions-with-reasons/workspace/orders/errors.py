"""What can go wrong with an order."""

from __future__ import annotations


class OrderError(Exception):
    pass


class DefinitionError(OrderError):
    """A text of rules that makes no sense."""


class UnknownOrder(OrderError):
    def __init__(self, number: int) -> None:
        super().__init__(f"there is no order {number}")
        self.number = number


class TransitionError(OrderError):
    """An event that did not move an order."""

    def __init__(self, number: int, event: str, state: str, reason: str) -> None:
        super().__init__(f"cannot {event} order {number}: {reason}")
        self.number = number
        self.event = event
        self.state = state
        self.reason = reason
