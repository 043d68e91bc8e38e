"""What can go wrong in a build."""

from __future__ import annotations

from collections.abc import Sequence


class BuildError(Exception):
    pass


class RuleError(BuildError):
    """The text of the rules makes no sense."""


class NoRule(BuildError):
    def __init__(self, path: str) -> None:
        super().__init__(f"there is no file {path} and no rule that makes it")
        self.path = path


class Circle(BuildError):
    def __init__(self, path: Sequence[str]) -> None:
        super().__init__("made of itself: " + " <- ".join(path))
        self.path = tuple(path)


class ActionFailed(BuildError):
    """Raised by an action; the build stops."""
