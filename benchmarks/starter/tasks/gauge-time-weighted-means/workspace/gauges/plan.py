"""Settings of a pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gauges.calibrate import Correction
from gauges.errors import PlanError


@dataclass(frozen=True)
class Plan:
    window: float = 3600
    """Seconds."""
    hold: float = 900
    """Seconds that a reading is good for."""
    low: float | None = None
    high: float | None = None
    jump: float | None = None
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.window <= 0 or self.hold <= 0:
            raise PlanError("window and hold must be more than 0 seconds")


def read_plan(text: str) -> Plan:
    """``name = value`` lines; ``correct SENSOR = FACTOR OFFSET`` and ``limit SENSOR = VALUE``. Raises PlanError."""
    numbers: dict[str, float] = {}
    corrections: dict[str, Correction] = {}
    limits: dict[str, float] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        try:
            if name.startswith("correct "):
                factor, offset = value.split()
                corrections[name.split()[1]] = Correction(float(factor), float(offset))
            elif name.startswith("limit "):
                limits[name.split()[1]] = float(value)
            elif name in ("window", "hold", "low", "high", "jump"):
                numbers[name] = float(value)
            else:
                raise PlanError(f"line {number}: there is no setting {name!r}")
        except ValueError as error:
            raise PlanError(f"line {number}: {error}") from None
    return Plan(corrections=corrections, limits=limits, **numbers)
