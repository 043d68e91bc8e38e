"""The sums at the foot of an invoice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Dict

from invoices.model import Invoice
from invoices.money import ZERO, cents


@dataclass(frozen=True)
class Totals:
    net: Decimal
    tax_by_rate: Dict[Decimal, Decimal]
    """Tax for each rate on the invoice, lowest rate first."""
    tax: Decimal
    gross: Decimal


def totals(invoice: Invoice) -> Totals:
    net = sum((line.net for line in invoice.lines), ZERO)
    by_rate: Dict[Decimal, Decimal] = {}
    for line in invoice.lines:
        tax = cents(line.net * line.tax_rate / 100)
        by_rate[line.tax_rate] = by_rate.get(line.tax_rate, ZERO) + tax
    tax_total = sum(by_rate.values(), ZERO)
    return Totals(net, dict(sorted(by_rate.items())), tax_total, net + tax_total)
