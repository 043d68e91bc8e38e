"""Which bin holds how many units of what."""

from __future__ import annotations

from stockroom.errors import NotEnough


class BinMap:
    def __init__(self) -> None:
        self._units: dict[tuple[str, str], int] = {}

    def put(self, sku: str, bin_name: str, quantity: int) -> None:
        key = (sku, bin_name)
        self._units[key] = self._units.get(key, 0) + quantity

    def holding(self, sku: str) -> list[tuple[str, int]]:
        """Bins with their units, the emptiest first, so that picking clears bins."""
        found = [(name, units) for (held, name), units in self._units.items() if held == sku and units]
        return sorted(found, key=lambda pair: (pair[1], pair[0]))

    def take(self, sku: str, quantity: int) -> list[tuple[str, int]]:
        """Take units out and say from where. Raises NotEnough and then takes nothing."""
        there = sum(units for _, units in self.holding(sku))
        if there < quantity:
            raise NotEnough(sku, quantity, there)
        walk: list[tuple[str, int]] = []
        missing = quantity
        for name, units in self.holding(sku):
            if not missing:
                break
            part = min(units, missing)
            self._units[(sku, name)] -= part
            missing -= part
            walk.append((name, part))
        return walk
