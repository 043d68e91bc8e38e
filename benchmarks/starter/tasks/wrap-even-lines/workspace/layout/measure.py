"""How much room text takes on a terminal."""

import unicodedata


def columns(text: str) -> int:
    """East Asian wide characters take two columns, combining marks none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
