"""Typed access to what was read."""

from __future__ import annotations

from inifile.reader import parse

_WORDS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


class Settings:
    def __init__(self, text: str) -> None:
        self._sections = parse(text)

    def text(self, section: str, key: str, default: str = "") -> str:
        return self._sections.get(section, {}).get(key, default)

    def number(self, section: str, key: str, default: int = 0) -> int:
        value = self.text(section, key)
        return int(value) if value else default

    def switch(self, section: str, key: str, default: bool = False) -> bool:
        value = self.text(section, key).lower()
        return _WORDS[value] if value else default
