"""Cell names: "B3" is the pair (row, column), both counted from zero."""

import re

_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})$")


def parse(name):
    """The pair for a name in either case. Raises ValueError if it is no cell name."""
    match = _NAME.match(name.strip().upper())
    if not match:
        raise ValueError(f"not a cell name: {name!r}")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1


def name(ref):
    row, column = ref
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def block(first, last):
    """The pairs of the rectangle between two corners, row by row."""
    top, bottom = sorted((first[0], last[0]))
    left, right = sorted((first[1], last[1]))
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
