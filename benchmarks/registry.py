"""The suites that phyla knows, by name."""

from __future__ import annotations

from benchmarks.starter.suite import StarterSuite
from benchmarks.suite import Suite

SUITES = {"starter": StarterSuite}


class UnknownSuite(ValueError):
    """There is no suite of that name; the message lists those there are."""


def open_suite(name: str) -> Suite:
    """A suite by its name. Raises UnknownSuite."""
    if name not in SUITES:
        raise UnknownSuite(f"no suite {name!r}; there are: {', '.join(SUITES)}")
    return SUITES[name]()
