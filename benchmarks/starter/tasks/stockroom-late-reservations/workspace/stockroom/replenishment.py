"""What to order from the suppliers."""

from __future__ import annotations

from dataclasses import dataclass

from stockroom.availability import Availability
from stockroom.items import ArticleBook


@dataclass(frozen=True)
class Suggestion:
    sku: str
    quantity: int
    free: int


def suggestions(articles: ArticleBook, availability: Availability) -> list[Suggestion]:
    """One for every article of which too few are free, in whole order sizes, by article number."""
    found = []
    for article in articles:
        free = availability.free(article.sku)
        missing = article.reorder_below - free
        if missing > 0:
            orders = -(-missing // article.order_size)
            found.append(Suggestion(article.sku, orders * article.order_size, free))
    return found
