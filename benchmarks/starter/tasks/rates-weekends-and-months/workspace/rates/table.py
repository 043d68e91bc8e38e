"""The table of quotes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Dict, List, Optional

BASE = "EUR"


class RateTable:
    """How many units of a currency one euro was quoted at."""

    def __init__(self) -> None:
        self._quotes: Dict[str, Dict[date, Decimal]] = {}

    def add(self, day: date, currency: str, rate: Decimal) -> None:
        """A later quote for the same day replaces the earlier one."""
        self._quotes.setdefault(currency, {})[day] = rate

    def quote(self, currency: str, day: date) -> Optional[Decimal]:
        """None if there is none for that very day; a euro is always one euro."""
        if currency == BASE:
            return Decimal(1)
        return self._quotes.get(currency, {}).get(day)

    def days(self, currency: str) -> List[date]:
        """The days with a quote, in order; for the euro, those with a quote of anything."""
        if currency == BASE:
            return sorted({day for quotes in self._quotes.values() for day in quotes})
        return sorted(self._quotes.get(currency, {}))
