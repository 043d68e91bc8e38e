"""What a customer has collected so far."""

from __future__ import annotations

from dataclasses import dataclass

from shop.catalog import Catalog, Product
from shop.errors import CartError

MAX_QUANTITY = 99


@dataclass(frozen=True)
class CartLine:
    product: Product
    quantity: int

    @property
    def gross(self) -> int:
        return self.product.price * self.quantity


class Cart:
    """Lines in the order in which their products were first added."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._quantities: dict[str, int] = {}

    def add(self, sku: str, quantity: int = 1) -> None:
        self.set_quantity(sku, self._quantities.get(sku, 0) + quantity)

    def set_quantity(self, sku: str, quantity: int) -> None:
        """Zero removes the line."""
        self._catalog.find(sku)
        if quantity < 0 or quantity > MAX_QUANTITY:
            raise CartError(f"quantity of {sku} must be between 0 and {MAX_QUANTITY}, not {quantity}")
        if quantity == 0:
            self._quantities.pop(sku, None)
        else:
            self._quantities[sku] = quantity

    def remove(self, sku: str) -> None:
        if sku not in self._quantities:
            raise CartError(f"{sku} is not in the cart")
        del self._quantities[sku]

    def lines(self) -> list[CartLine]:
        return [CartLine(self._catalog.find(sku), n) for sku, n in self._quantities.items()]

    def gross(self) -> int:
        return sum(line.gross for line in self.lines())

    def __len__(self) -> int:
        return len(self._quantities)
