"""Style sheets and pictures: copied as they are, under names that change with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath


def fingerprinted(path: str, content: str) -> str:
    """``style.css`` becomes ``style.1f0c3a9e.css``, so that browsers may keep it for ever."""
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:8]
    name = PurePosixPath(path)
    return str(name.with_name(f"{name.stem}.{digest}{name.suffix}"))


class Assets:
    def __init__(self, files: Mapping[str, str]) -> None:
        self._targets = {path: f"assets/{fingerprinted(path, content)}" for path, content in files.items()}
        self._files = dict(files)

    def url(self, path: str) -> str:
        """Raises KeyError for an asset that is not there."""
        return "/" + self._targets[path]

    def __contains__(self, path: str) -> bool:
        return path in self._targets

    def output(self) -> dict[str, str]:
        return {self._targets[path]: content for path, content in self._files.items()}
