"""A command line in words.

The line has already lost its prefix. What the words mean (the command, an option, an argument) is decided by others;
here it is only decided where one word ends and the next begins. A line is never empty: there is always a first word.
"""

from __future__ import annotations


def split(line: str) -> list[str]:
    """The words of a line, in order."""
    return line.split()


def shorten(line: str, limit: int = 40) -> str:
    """As many whole words as fit, for logs, with dots for what was left out."""
    if len(line) <= limit:
        return line
    kept = ""
    for word in line.split():
        longer = f"{kept} {word}".strip()
        if len(longer) > limit - 3:
            break
        kept = longer
    return f"{kept} ..." if kept else line[: limit - 3] + "..."
