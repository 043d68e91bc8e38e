"""Header fields: names compare without regard to case and keep the spelling they were first set with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Headers:
    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        self._fields: dict[str, tuple[str, str]] = {}
        for name, value in (fields or {}).items():
            self[name] = value

    def __setitem__(self, name: str, value: str) -> None:
        if "\n" in value or "\r" in value:
            raise ValueError(f"a header cannot hold a line break: {name}")
        spelling = self._fields.get(name.lower(), (name, ""))[0]
        self._fields[name.lower()] = (spelling, value)

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()][1]

    def __delitem__(self, name: str) -> None:
        del self._fields[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(spelling for spelling, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def get(self, name: str, default: str | None = None) -> str | None:
        return self[name] if name in self else default

    def setdefault(self, name: str, value: str) -> str:
        if name not in self:
            self[name] = value
        return self[name]

    def items(self) -> list[tuple[str, str]]:
        return list(self._fields.values())
