"""What can go wrong on the way."""

from __future__ import annotations


class GaugeError(Exception):
    pass


class LogError(GaugeError):
    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"line {number} of the log: {problem}")
        self.number = number


class PlanError(GaugeError):
    """Settings that make no sense."""
