"""Where texts are kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    def exists(self, path: str) -> bool: ...

    def read(self, path: str) -> str: ...

    def write(self, path: str, text: str) -> None: ...


class MemoryFiles:
    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = dict(texts or {})

    def exists(self, path: str) -> bool:
        return path in self._texts

    def read(self, path: str) -> str:
        return self._texts[path]

    def write(self, path: str, text: str) -> None:
        self._texts[path] = text

    def delete(self, path: str) -> None:
        del self._texts[path]


class FolderFiles:
    def __init__(self, root: Path) -> None:
        self._root = root

    def exists(self, path: str) -> bool:
        return (self._root / path).is_file()

    def read(self, path: str) -> str:
        return (self._root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
