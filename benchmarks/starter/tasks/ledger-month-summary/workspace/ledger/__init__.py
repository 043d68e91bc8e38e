"""Double-entry bookkeeping for a small bank."""

from ledger.book import Account, Book, Entry, Line, Posting
from ledger.errors import LedgerError

__all__ = ["Account", "Book", "Entry", "LedgerError", "Line", "Posting"]
