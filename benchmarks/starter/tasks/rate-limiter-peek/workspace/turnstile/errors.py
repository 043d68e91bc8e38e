"""What can go wrong with limits."""

from __future__ import annotations


class TurnstileError(Exception):
    pass


class ConfigError(TurnstileError):
    pass


class UnknownPolicy(TurnstileError):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no policy {name!r}")
        self.name = name


class TooMany(TurnstileError):
    """Raised by gates in place of the call."""

    def __init__(self, policy: str, key: str, retry_after: float) -> None:
        super().__init__(f"too many of {policy} for {key}, try again in {retry_after:.1f} s")
        self.policy = policy
        self.key = key
        self.retry_after = retry_after
