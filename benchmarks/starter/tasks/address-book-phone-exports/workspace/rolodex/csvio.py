"""Contacts as a table, one row each, as spreadsheets like it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from rolodex.contact import Contact, Entry
from rolodex.errors import ImportFailed

COLUMNS = ("name", "family", "given", "phone", "email", "organisation", "note")


def read(text: str) -> list[Contact]:
    """Unknown columns are passed over; a row needs a name. Raises ImportFailed with the number of the row."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "name" not in (rows.fieldnames or ()):
        raise ImportFailed("a table of contacts needs a column `name`")
    contacts = []
    for number, row in enumerate(rows, 2):
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if not cells["name"]:
            raise ImportFailed(f"row {number} has no name")
        contacts.append(
            Contact(
                cells["name"],
                cells["family"],
                cells["given"],
                phones=[Entry(cells["phone"])] if cells["phone"] else [],
                emails=[Entry(cells["email"])] if cells["email"] else [],
                organisation=(cells["organisation"],) if cells["organisation"] else (),
                note=cells["note"],
            )
        )
    return contacts


def write(contacts: Iterable[Contact]) -> str:
    """Only the first number and e-mail address of each find room."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for contact in contacts:
        phone = contact.phones[0].value if contact.phones else ""
        email = contact.emails[0].value if contact.emails else ""
        company = contact.organisation[0] if contact.organisation else ""
        table.writerow([contact.full_name, contact.family, contact.given, phone, email, company, contact.note])
    return out.getvalue()
