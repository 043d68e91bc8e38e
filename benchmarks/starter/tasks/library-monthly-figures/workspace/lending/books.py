"""Titles and the copies of them that stand on the shelves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lending.errors import UnknownCopy


@dataclass(frozen=True)
class Copy:
    barcode: str
    title: str
    author: str
    category: str = "fiction"
    shelf: str = ""


class Collection:
    def __init__(self, copies: Iterable[Copy] = ()) -> None:
        self._copies = {copy.barcode: copy for copy in copies}

    def add(self, copy: Copy) -> None:
        if copy.barcode in self._copies:
            raise ValueError(f"barcode {copy.barcode} is taken")
        self._copies[copy.barcode] = copy

    def find(self, barcode: str) -> Copy:
        try:
            return self._copies[barcode]
        except KeyError:
            raise UnknownCopy(barcode) from None

    def search(self, words: str) -> list[Copy]:
        """Copies whose title or author contains every word, by title."""
        wanted = words.lower().split()
        found = [
            copy
            for copy in self._copies.values()
            if all(word in f"{copy.title} {copy.author}".lower() for word in wanted)
        ]
        return sorted(found, key=lambda copy: (copy.title, copy.barcode))
