"""A person or a company, and how to reach it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A telephone number or an e-mail address."""

    value: str
    labels: tuple[str, ...] = ()
    """Such as ``home`` or ``work``, in small letters."""


@dataclass(frozen=True)
class Address:
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    labels: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """As on an envelope."""
        town = " ".join(part for part in (self.postcode, self.city) if part)
        return [line for line in (*self.street.splitlines(), town, self.region, self.country) if line]


@dataclass
class Contact:
    full_name: str
    family: str = ""
    given: str = ""
    phones: list[Entry] = field(default_factory=list)
    emails: list[Entry] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    organisation: tuple[str, ...] = ()
    """The company, and then its smaller and smaller units."""
    birthday: datetime.date | None = None
    categories: tuple[str, ...] = ()
    note: str = ""

    def sort_key(self) -> tuple[str, str, str]:
        return ((self.family or self.full_name).lower(), self.given.lower(), self.full_name)
