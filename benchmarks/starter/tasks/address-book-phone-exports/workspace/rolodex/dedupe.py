"""Finds contacts that are the same person."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from rolodex.contact import Contact
from rolodex.phone import normalized

T = TypeVar("T", bound=Hashable)


def merged(contacts: Iterable[Contact]) -> list[Contact]:
    """Contacts of the same name that share a number or an address, or where one has neither, become one."""
    kept: list[Contact] = []
    for contact in contacts:
        for i, other in enumerate(kept):
            if same(contact, other):
                kept[i] = merge(other, contact)
                break
        else:
            kept.append(contact)
    return kept


def same(one: Contact, other: Contact) -> bool:
    if one.full_name.casefold() != other.full_name.casefold():
        return False
    first, second = _reach(one), _reach(other)
    return not first or not second or bool(first & second)


def merge(one: Contact, other: Contact) -> Contact:
    """What the first knows, and then what only the second knows."""
    return replace(
        one,
        family=one.family or other.family,
        given=one.given or other.given,
        phones=_union(one.phones, other.phones),
        emails=_union(one.emails, other.emails),
        addresses=_union(one.addresses, other.addresses),
        organisation=one.organisation or other.organisation,
        birthday=one.birthday or other.birthday,
        categories=tuple(_union(one.categories, other.categories)),
        note=one.note or other.note,
    )


def _reach(contact: Contact) -> set[str]:
    return {normalized(entry.value) for entry in contact.phones} | {e.value.lower() for e in contact.emails}


def _union(first: Iterable[T], second: Iterable[T]) -> list[T]:
    return list(dict.fromkeys([*first, *second]))
