"""Named formats of strings."""

import datetime
import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _date(text):
    try:
        datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return False
    return len(text) == 10


FORMATS = {
    "date": _date,
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "colour": lambda text: bool(_COLOUR.fullmatch(text)),
    "name": str.isidentifier,
}
