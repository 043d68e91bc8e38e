"""The contacts of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolodex import dedupe, exchange
from rolodex.contact import Contact
from rolodex.search import matches


class AddressBook:
    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        self._contacts = list(contacts)

    def add(self, contact: Contact) -> None:
        self._contacts.append(contact)

    def load(self, name: str, text: str) -> int:
        """Add the contacts of a file, merged with those that are there, and return how many were new.

        Raises ImportFailed, and then nothing was added.
        """
        before = len(self._contacts)
        self._contacts = dedupe.merged([*self._contacts, *exchange.read(name, text)])
        return len(self._contacts) - before

    def save(self, name: str) -> str:
        """All contacts as the text of a file of that name."""
        return exchange.write(name, list(self))

    def find(self, words: str) -> list[Contact]:
        return [contact for contact in self if matches(contact, words)]

    def __iter__(self) -> Iterator[Contact]:
        return iter(sorted(self._contacts, key=Contact.sort_key))

    def __len__(self) -> int:
        return len(self._contacts)
