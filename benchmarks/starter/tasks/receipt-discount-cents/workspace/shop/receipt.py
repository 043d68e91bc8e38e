"""Receipts as plain text, 44 columns wide."""

from __future__ import annotations

from shop.money import show
from shop.pricing import Quote, QuoteLine

WIDTH = 44


def _row(left: str, cents: int) -> str:
    right = show(cents)
    room = WIDTH - len(right) - 1
    return f"{left[:room]:<{room}} {right}"


def _line(line: QuoteLine) -> list[str]:
    rows = [_row(f"{line.quantity} x {line.name}", line.gross)]
    if line.discount:
        rows.append(_row("    discount", -line.discount))
    return rows


def render(quote: Quote, number: int) -> str:
    rows = [f"Receipt {number}", "-" * WIDTH]
    for line in quote.lines:
        rows.extend(_line(line))
    rows.append("-" * WIDTH)
    if quote.coupon:
        rows.append(_row(f"Discount ({quote.coupon})", -quote.discount))
    rows.append(_row("Shipping", quote.shipping))
    rows.append(_row("Total", quote.total))
    rows.append(_row("VAT included", quote.vat))
    return "\n".join(rows) + "\n"
