"""Roman numerals."""

_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VALUES = {sign: value for value, sign in _SIGNS if len(sign) == 1}


def to_roman(number: int) -> str:
    """Raises ValueError outside of 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman numeral")
    text = ""
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        text += sign * count
    return text


def from_roman(text: str) -> int:
    """Add up the signs; one before a larger one is taken off. Raises ValueError for other characters."""
    total = 0
    previous = 0
    for sign in reversed(text.upper()):
        if sign not in _VALUES:
            raise ValueError(f"{text!r} is not a Roman numeral")
        value = _VALUES[sign]
        total += -value if value < previous else value
        previous = max(previous, value)
    return total
