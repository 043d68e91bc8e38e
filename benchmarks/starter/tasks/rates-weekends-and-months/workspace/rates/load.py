"""Reads quotes from text: day,currency,rate on each line."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import Iterable

from rates.table import RateTable


def load(lines: Iterable[str]) -> RateTable:
    """A rate of N/A means that there was no quote."""
    table = RateTable()
    for day, currency, rate in csv.reader(lines):
        if rate.strip() != "N/A":
            table.add(date.fromisoformat(day.strip()), currency.strip(), Decimal(rate.strip()))
    return table
