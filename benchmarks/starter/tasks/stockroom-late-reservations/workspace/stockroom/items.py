"""The articles that we keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockroom.errors import UnknownArticle


@dataclass(frozen=True)
class Article:
    sku: str
    name: str
    reorder_below: int = 0
    """Order more when fewer than this many are free."""
    order_size: int = 1


class ArticleBook:
    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}

    def add(self, article: Article) -> None:
        if article.order_size < 1:
            raise ValueError(f"{article.sku}: an order has at least one unit")
        self._articles[article.sku] = article

    def find(self, sku: str) -> Article:
        try:
            return self._articles[sku]
        except KeyError:
            raise UnknownArticle(sku) from None

    def __iter__(self) -> Iterator[Article]:
        return iter(sorted(self._articles.values(), key=lambda article: article.sku))
