"""An address book that reads and writes the files of other address books."""

from rolodex.book import AddressBook
from rolodex.contact import Address, Contact, Entry

__all__ = ["Address", "AddressBook", "Contact", "Entry"]
