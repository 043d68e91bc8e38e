"""The plain-text print-out."""

from decimal import Decimal

from invoices.model import Invoice
from invoices.totals import totals


def render(invoice: Invoice) -> str:
    sums = totals(invoice)
    rows = ["Invoice " + invoice.number]
    rows += [_row(line.description, line.net) for line in invoice.lines]
    rows.append(_row("Net", sums.net))
    rows += [_row(f"Tax {rate.normalize():f} %", tax) for rate, tax in sums.tax_by_rate.items()]
    rows.append(_row("Total", sums.gross))
    return "\n".join(rows) + "\n"


def _row(label: str, amount: Decimal) -> str:
    return f"{label:<30}{amount:>10.2f}"
