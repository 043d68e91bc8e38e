"""Reads listings: one file a line, its size in bytes and its name."""

from __future__ import annotations

from typing import Iterator, Tuple


def read_listing(text: str) -> Iterator[Tuple[int, str]]:
    for line in text.splitlines():
        if line.strip():
            size, name = line.split(maxsplit=1)
            yield int(size), name.strip()
