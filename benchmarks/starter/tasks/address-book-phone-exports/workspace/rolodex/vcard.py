"""vCards: the files that phones and mail programs send each other."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rolodex.contact import Address, Contact, Entry
from rolodex.errors import ImportFailed

VERSION = "3.0"
LINE_END = "\r\n"


@dataclass(frozen=True)
class Property:
    """One line of a card."""

    name: str
    """In capitals."""
    labels: tuple[str, ...]
    value: str
    """As it stands in the file."""
    number: int
    """Of the line in the file, from 1."""


# Reading


def read(text: str) -> list[Contact]:
    """All cards of a file. Properties that we have no place for are passed over. Raises ImportFailed."""
    contacts = []
    card: list[Property] | None = None
    for prop in _properties(text):
        if prop.name == "BEGIN":
            if card is not None:
                raise ImportFailed(f"line {prop.number}: a card inside a card")
            card = []
        elif card is None:
            raise ImportFailed(f"line {prop.number}: {prop.name} stands outside of a card")
        elif prop.name == "END":
            contacts.append(_contact(card, prop.number))
            card = None
        else:
            card.append(prop)
    if card is not None:
        raise ImportFailed("the last card has no end")
    return contacts


def _properties(text: str) -> Iterator[Property]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _property(line, number)


def _property(line: str, number: int) -> Property:
    head, colon, value = line.partition(":")
    if not colon:
        raise ImportFailed(f"line {number}: not a property: {line!r}")
    name, *params = head.split(";")
    labels = [param.partition("=")[2].lower() for param in params if param.upper().startswith("TYPE=")]
    return Property(name.strip().upper(), tuple(labels), value, number)


def _contact(card: Sequence[Property], end: int) -> Contact:
    contact = Contact("")
    for prop in card:
        if prop.name == "FN":
            contact.full_name = _unescape(prop.value)
        elif prop.name == "N":
            contact.family, contact.given = _fields(prop.value, 2)
        elif prop.name == "TEL":
            contact.phones.append(Entry(_unescape(prop.value), prop.labels))
        elif prop.name == "EMAIL":
            contact.emails.append(Entry(_unescape(prop.value), prop.labels))
        elif prop.name == "ADR":
            _, extra, street, city, region, postcode, country = _fields(prop.value, 7)
            street = "\n".join(part for part in (extra, street) if part)
            contact.addresses.append(Address(street, city, region, postcode, country, prop.labels))
        elif prop.name == "ORG":
            contact.organisation = tuple(part for part in _split(prop.value, ";") if part)
        elif prop.name == "CATEGORIES":
            contact.categories += tuple(part.strip() for part in _split(prop.value, ",") if part.strip())
        elif prop.name == "NOTE":
            contact.note = _unescape(prop.value)
        elif prop.name == "BDAY":
            contact.birthday = _day(prop)
    contact.full_name = contact.full_name or " ".join(part for part in (contact.given, contact.family) if part)
    if not contact.full_name:
        raise ImportFailed(f"line {end}: the card that ends here has no name")
    return contact


def _fields(value: str, count: int) -> list[str]:
    """Exactly so many parts of a structured value."""
    parts = _split(value, ";")
    return (parts + [""] * count)[:count]


def _split(value: str, separator: str) -> list[str]:
    return [_unescape(part) for part in value.split(separator)]


def _unescape(value: str) -> str:
    return value.replace("\\n", "\n").replace("\\,", ",")


def _day(prop: Property) -> datetime.date:
    """``2001-05-02``, ``20010502``, or either with a time of day behind it."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?:T|$)", prop.value)
    try:
        if found is None:
            raise ValueError("not a date")
        return datetime.date(*map(int, found.groups()))
    except ValueError as error:
        raise ImportFailed(f"line {prop.number}: {error}: {prop.value!r}") from None


# Writing


def write(contacts: Iterable[Contact]) -> str:
    return "".join(line + LINE_END for contact in contacts for line in _card(contact))


def _card(contact: Contact) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{VERSION}"
    yield f"FN:{_escape(contact.full_name)}"
    yield f"N:{_escape(contact.family)};{_escape(contact.given)};;;"
    for entry in contact.phones:
        yield f"TEL{_types(entry.labels)}:{_escape(entry.value)}"
    for entry in contact.emails:
        yield f"EMAIL{_types(entry.labels)}:{_escape(entry.value)}"
    for address in contact.addresses:
        parts = (address.street, address.city, address.region, address.postcode, address.country)
        yield f"ADR{_types(address.labels)}:;;" + ";".join(_escape(part) for part in parts)
    if contact.organisation:
        yield "ORG:" + ";".join(_escape(part) for part in contact.organisation)
    if contact.birthday:
        yield f"BDAY:{contact.birthday.isoformat()}"
    if contact.categories:
        yield "CATEGORIES:" + ",".join(_escape(category) for category in contact.categories)
    if contact.note:
        yield f"NOTE:{_escape(contact.note)}"
    yield "END:VCARD"


def _types(labels: Sequence[str]) -> str:
    return f";TYPE={','.join(labels)}" if labels else ""


def _escape(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", "\\n")
