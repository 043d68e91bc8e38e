"""Breaks text into lines."""

from __future__ import annotations

from typing import List

from layout.measure import columns


def wrap(text: str, width: int, first: str = "", rest: str = "") -> List[str]:
    """Lines of at most `width` columns, the indents `first` (of the first line) and `rest` included.

    Each line takes as many words as go on it. A word that is too long for any line has a line of its own.
    """
    words = text.split()
    lines: List[str] = []
    while words:
        indent = rest if lines else first
        count = _fitting(words, width - columns(indent))
        lines.append(indent + " ".join(words[:count]))
        words = words[count:]
    return lines


def _fitting(words: List[str], room: int) -> int:
    used = columns(words[0])
    for count, word in enumerate(words[1:], start=1):
        used += 1 + columns(word)
        if used > room:
            return count
    return len(words)
