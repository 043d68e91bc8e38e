"""Finding contacts by words."""

from __future__ import annotations

import unicodedata

from rolodex.contact import Contact
from rolodex.phone import normalized


def folded(text: str) -> str:
    """Without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def matches(contact: Contact, words: str) -> bool:
    """Whether every word occurs somewhere in the contact."""
    hay = folded(_everything(contact))
    numbers = [normalized(entry.value) for entry in contact.phones]
    return all(_occurs(word, hay, numbers) for word in words.split())


def _occurs(word: str, hay: str, numbers: list[str]) -> bool:
    if folded(word) in hay:
        return True
    digits = normalized(word)
    return len(digits) >= 4 and any(digits in number for number in numbers)


def _everything(contact: Contact) -> str:
    parts = [contact.full_name, contact.family, contact.given, contact.note]
    parts += [*contact.organisation, *contact.categories]
    parts += [entry.value for entry in (*contact.phones, *contact.emails)]
    parts += [line for address in contact.addresses for line in address.lines()]
    return "\n".join(parts)
