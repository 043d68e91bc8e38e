"""Path patterns: ``/books/<int:id>/reviews``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from waypost.converters import Converter, converter

_PART = re.compile(r"<(?:(?P<kind>[a-z]+):)?(?P<name>[a-z_][a-z0-9_]*)>")


class Pattern:
    """A compiled pattern. A part without a kind is ``text``."""

    def __init__(self, source: str) -> None:
        if not source.startswith("/"):
            raise ValueError(f"a pattern starts with a slash: {source!r}")
        self.source = source
        self._converters: dict[str, Converter] = {}
        self._regex = re.compile(self._compiled())

    def _compiled(self) -> str:
        pieces, end = [], 0
        for part in _PART.finditer(self.source):
            name = part["name"]
            if name in self._converters:
                raise ValueError(f"{self.source!r} names {name!r} twice")
            self._converters[name] = converter(part["kind"] or "text")
            pieces.append(re.escape(self.source[end : part.start()]))
            pieces.append(f"(?P<{name}>{self._converters[name].regex})")
            end = part.end()
        return "".join(pieces) + re.escape(self.source[end:])

    def match(self, path: str) -> dict[str, Any] | None:
        """The converted parts, or None."""
        found = self._regex.fullmatch(path)
        if found is None:
            return None
        return {name: self._converters[name].read(text) for name, text in found.groupdict().items()}

    def build(self, params: Mapping[str, Any]) -> str:
        """Raises KeyError for a missing part and ValueError for one that does not fit."""
        return _PART.sub(lambda part: self._converters[part["name"]].write(params[part["name"]]), self.source)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._converters)
