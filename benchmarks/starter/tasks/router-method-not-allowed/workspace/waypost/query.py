"""Query strings and forms."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from waypost.errors import BadRequest


class Query:
    def __init__(self, text: str = "") -> None:
        self._pairs = parse_qsl(text, keep_blank_values=True)

    def get(self, name: str, default: str | None = None) -> str | None:
        """The last value wins."""
        values = self.all(name)
        return values[-1] if values else default

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def number(self, name: str, default: int) -> int:
        text = self.get(name)
        if text is None:
            return default
        try:
            return int(text)
        except ValueError:
            raise BadRequest(f"{name} must be a whole number, not {text!r}") from None

    def __str__(self) -> str:
        return urlencode(self._pairs)
