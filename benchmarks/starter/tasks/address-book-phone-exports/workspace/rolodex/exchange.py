"""Chooses the format by the ending of a file's name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from types import ModuleType

from rolodex import csvio, jsonio, vcard
from rolodex.contact import Contact
from rolodex.errors import UnknownFormat

FORMATS: dict[str, ModuleType] = {
    ".csv": csvio,
    ".json": jsonio,
    ".vcf": vcard,
    ".vcard": vcard,
}


def read(name: str, text: str) -> list[Contact]:
    """Raises UnknownFormat or ImportFailed."""
    return list(_format(name).read(text.lstrip("\ufeff")))


def write(name: str, contacts: Iterable[Contact]) -> str:
    return str(_format(name).write(contacts))


def _format(name: str) -> ModuleType:
    try:
        return FORMATS[PurePath(name).suffix.lower()]
    except KeyError:
        raise UnknownFormat(name, sorted(FORMATS)) from None
