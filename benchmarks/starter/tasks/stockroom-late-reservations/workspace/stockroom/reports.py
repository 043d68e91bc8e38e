"""Tables for the clerk's screen."""

from __future__ import annotations

from collections.abc import Iterable

from stockroom.availability import Availability
from stockroom.events import Event
from stockroom.items import ArticleBook

COLUMNS = ("article", "on hand", "reserved", "free")


def _row(cells: Iterable[object]) -> str:
    first, *rest = [str(cell) for cell in cells]
    return f"{first:<12}" + "".join(f"{cell:>10}" for cell in rest)


def stock_table(articles: ArticleBook, availability: Availability) -> str:
    rows = [_row(COLUMNS)]
    for article in articles:
        sku = article.sku
        rows.append(_row((sku, availability.on_hand(sku), availability.reserved(sku), availability.free(sku))))
    return "\n".join(rows)


def event_lines(events: Iterable[Event]) -> list[str]:
    return [f"{event.at:>8.0f}  {event.what} {event.subject} {event.details}".rstrip() for event in events]
