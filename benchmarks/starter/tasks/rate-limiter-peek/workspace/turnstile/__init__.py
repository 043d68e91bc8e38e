"""Limits on how often somebody may do something."""

from turnstile.clock import ManualClock, MonotonicClock
from turnstile.config import read_policies
from turnstile.decision import Decision
from turnstile.limiter import Limiter

__all__ = ["Decision", "Limiter", "ManualClock", "MonotonicClock", "read_policies"]
