"""Amounts are whole cents; here they are read and written."""

import re

from ledger.errors import LedgerError

_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?$")


def cents(text):
    """"1,234.50" as 123450. Raises LedgerError."""
    match = _AMOUNT.match(text.strip())
    if not match:
        raise LedgerError(f"not an amount: {text!r}")
    sign, units, fraction = match.groups()
    amount = int(units.replace(",", "")) * 100 + int(fraction or 0)
    return -amount if sign else amount


def written(amount):
    """123450 as "1,234.50"."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02}"
