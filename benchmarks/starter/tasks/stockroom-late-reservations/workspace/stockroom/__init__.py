"""Stock on shelves, reservations that run out, and picking."""

from stockroom.clock import ManualClock
from stockroom.service import Stockroom

__all__ = ["ManualClock", "Stockroom"]
