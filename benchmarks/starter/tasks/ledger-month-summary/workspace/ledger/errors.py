"""What the ledger refuses."""


class LedgerError(ValueError):
    """Something that the books cannot take or do not know."""
