"""Contacts as JSON, our own format: loses nothing."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rolodex.contact import Address, Contact, Entry
from rolodex.errors import ImportFailed


def write(contacts: Iterable[Contact]) -> str:
    return json.dumps([_row(contact) for contact in contacts], indent=1, ensure_ascii=False) + "\n"


def read(text: str) -> list[Contact]:
    try:
        rows = json.loads(text)
        return [_contact(row) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise ImportFailed(f"not contacts in our JSON format: {error}") from None


def _row(contact: Contact) -> dict[str, Any]:
    row = asdict(contact)
    row["birthday"] = contact.birthday.isoformat() if contact.birthday else None
    return row


def _contact(row: dict[str, Any]) -> Contact:
    row = dict(row)
    for field in ("phones", "emails"):
        row[field] = [Entry(entry["value"], tuple(entry["labels"])) for entry in row[field]]
    row["addresses"] = [Address(**{**entry, "labels": tuple(entry["labels"])}) for entry in row["addresses"]]
    row["organisation"] = tuple(row["organisation"])
    row["categories"] = tuple(row["categories"])
    row["birthday"] = datetime.date.fromisoformat(row["birthday"]) if row["birthday"] else None
    return Contact(**row)
