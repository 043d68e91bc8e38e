"""Shipping prices by weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shop.errors import ShippingError


@dataclass(frozen=True)
class Tier:
    up_to: int
    """Grams, inclusive."""
    price: int


class ShippingTable:
    def __init__(self, tiers: Iterable[Tier], free_from: int | None = None) -> None:
        self._tiers = sorted(tiers, key=lambda tier: tier.up_to)
        self._free_from = free_from

    def price(self, weight: int, paid: int) -> int:
        """Cents for a parcel of ``weight`` grams whose contents cost ``paid``."""
        if weight == 0:
            return 0
        if self._free_from is not None and paid >= self._free_from:
            return 0
        for tier in self._tiers:
            if weight <= tier.up_to:
                return tier.price
        raise ShippingError(f"we cannot ship {weight / 1000:.1f} kg in one parcel")
