"""Remembers of what each target was last made."""

from __future__ import annotations


class History:
    """The fingerprint of everything that went into the last successful run of a rule, by its target."""

    def __init__(self) -> None:
        self._fingerprints: dict[str, str] = {}

    def last(self, target: str) -> str | None:
        return self._fingerprints.get(target)

    def record(self, target: str, fingerprint: str) -> None:
        self._fingerprints[target] = fingerprint

    def forget(self, target: str) -> None:
        self._fingerprints.pop(target, None)

    def dump(self) -> str:
        return "".join(f"{fingerprint} {target}\n" for target, fingerprint in sorted(self._fingerprints.items()))

    @classmethod
    def load(cls, text: str) -> History:
        history = cls()
        for line in text.splitlines():
            fingerprint, _, target = line.partition(" ")
            if target:
                history.record(target, fingerprint)
        return history
