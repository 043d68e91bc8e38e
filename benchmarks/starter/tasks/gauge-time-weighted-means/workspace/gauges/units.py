"""Units that logs come in, and those that we count in."""

from __future__ import annotations

_SCALES = {
    "C": ("C", 1.0, 0.0),
    "K": ("C", 1.0, -273.15),
    "F": ("C", 5 / 9, -160 / 9),
    "kW": ("kW", 1.0, 0.0),
    "W": ("kW", 0.001, 0.0),
    "bar": ("bar", 1.0, 0.0),
    "hPa": ("bar", 0.001, 0.0),
    "%": ("%", 1.0, 0.0),
}


def to_base(value: float, unit: str) -> tuple[float, str]:
    """The value in our own unit, and which that is. Raises ValueError."""
    try:
        base, factor, offset = _SCALES[unit]
    except KeyError:
        raise ValueError(f"unknown unit {unit!r}") from None
    return value * factor + offset, base
