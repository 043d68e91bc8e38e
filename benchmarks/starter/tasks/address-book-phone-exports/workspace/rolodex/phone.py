"""Telephone numbers."""

from __future__ import annotations

import re


def normalized(text: str, country: str = "49") -> str:
    """Digits only, with the code of the country, so that spellings of one number compare equal."""
    digits = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
    if digits.startswith("+"):
        return digits[1:]
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("0"):
        return country + digits[1:]
    return digits


def pretty(text: str) -> str:
    """``+49 30 123456`` stays as it is; runs of spaces and odd marks become single spaces."""
    return re.sub(r"[\s/.-]+", " ", text).strip()
