"""From the raw log of a few sensors to tables, day by day."""

from gauges.pipeline import Pipeline
from gauges.plan import Plan, read_plan

__all__ = ["Pipeline", "Plan", "read_plan"]
