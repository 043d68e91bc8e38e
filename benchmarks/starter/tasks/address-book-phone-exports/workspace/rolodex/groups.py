"""Contacts by category, for mailing lists."""

from __future__ import annotations

from collections.abc import Iterable

from rolodex.contact import Contact


def by_category(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    """Contacts without a category are under ""; the categories are sorted."""
    groups: dict[str, list[Contact]] = {}
    for contact in contacts:
        for category in contact.categories or ("",):
            groups.setdefault(category, []).append(contact)
    return {category: groups[category] for category in sorted(groups)}


def mailing_list(contacts: Iterable[Contact], category: str, label: str | None = None) -> list[str]:
    """One address for each contact of a category: the first with the label, or else the first."""
    found = []
    for contact in by_category(contacts).get(category, []):
        labelled = [entry for entry in contact.emails if label in entry.labels]
        entries = labelled or contact.emails
        if entries:
            found.append(f"{contact.full_name} <{entries[0].value}>")
    return found
