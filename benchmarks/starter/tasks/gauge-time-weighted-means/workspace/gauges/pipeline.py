"""All steps, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from gauges import alarms, ingest, outliers, report
from gauges.alarms import Alarm
from gauges.calibrate import calibrated
from gauges.gaps import Gap, gaps
from gauges.model import Series
from gauges.plan import Plan
from gauges.resample import Bucket, averages


@dataclass(frozen=True)
class Outcome:
    series: Series
    """What was left after cleaning."""
    buckets: tuple[Bucket, ...]
    gaps: tuple[Gap, ...]
    alarms: tuple[Alarm, ...]


class Pipeline:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def run(self, log: str) -> list[Outcome]:
        """One outcome for each sensor of which readings are left, by name. Raises LogError."""
        outcomes = []
        for raw in ingest.read(log):
            series = self._cleaned(raw)
            if len(series):
                outcomes.append(self._outcome(series))
        return outcomes

    def tables(self, log: str) -> str:
        """Everything for people to read."""
        pieces = [report.table(outcome.series, outcome.buckets) for outcome in self.run(log)]
        return "\n".join(pieces)

    def _cleaned(self, series: Series) -> Series:
        series = calibrated(series, self.plan.corrections)
        series = outliers.within(series, self.plan.low, self.plan.high)
        return outliers.without_spikes(series, self.plan.jump) if self.plan.jump is not None else series

    def _outcome(self, series: Series) -> Outcome:
        buckets = averages(series, self.plan.window)
        limit = self.plan.limits.get(series.sensor)
        found = alarms.find(series.sensor, buckets, limit) if limit is not None else []
        return Outcome(series, tuple(buckets), tuple(gaps(series, self.plan.hold)), tuple(found))
