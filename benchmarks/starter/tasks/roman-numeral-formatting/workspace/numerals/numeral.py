"""A whole number that knows its other spellings."""

from numerals.ordinal import ordinal
from numerals.roman import to_roman


class Numeral(int):
    @property
    def roman(self) -> str:
        """Raises ValueError outside of 1 to 3999."""
        return to_roman(int(self))

    @property
    def ordinal(self) -> str:
        return ordinal(int(self))
