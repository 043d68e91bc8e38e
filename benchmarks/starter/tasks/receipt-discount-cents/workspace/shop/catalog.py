"""Products and where to find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shop import money
from shop.errors import UnknownProduct


@dataclass(frozen=True)
class Product:
    sku: str
    name: str
    price: int
    """Cents, VAT included."""
    category: str = "general"
    weight: int = 0
    """Grams."""


class Catalog:
    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._products = {product.sku: product for product in products}

    @classmethod
    def from_rows(cls, rows: Iterable[str]) -> Catalog:
        """Rows look like ``MUG-1; Blue mug; 8.90; kitchen; 350``; the last two cells may be left out."""
        products = []
        for row in rows:
            cells = [cell.strip() for cell in row.split(";")]
            if len(cells) < 3:
                raise ValueError(f"a product needs sku, name and price: {row!r}")
            sku, name, price = cells[:3]
            category = cells[3] if len(cells) > 3 else "general"
            weight = int(cells[4]) if len(cells) > 4 else 0
            products.append(Product(sku, name, money.parse(price), category, weight))
        return cls(products)

    def find(self, sku: str) -> Product:
        try:
            return self._products[sku]
        except KeyError:
            raise UnknownProduct(sku) from None

    def in_category(self, category: str) -> list[Product]:
        return [product for product in self._products.values() if product.category == category]

    def __iter__(self) -> Iterator[Product]:
        return iter(self._products.values())
