"""Reads policies from text."""

from __future__ import annotations

import re

from turnstile.errors import ConfigError
from turnstile.policy import KINDS, Policy

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_LINE = re.compile(
    r"(?P<name>[a-z][a-z0-9-]*):\s*(?P<limit>\d+)\s*(?:per|/)\s*(?:(?P<count>\d+)\s*)?"
    r"(?P<unit>second|minute|hour|day)s?(?:\s+as\s+(?P<kind>[a-z]+))?"
)


def read_policies(text: str) -> dict[str, Policy]:
    """Lines such as ``login: 5 per 10 minutes as window``. Raises ConfigError with the number of the line."""
    policies: dict[str, Policy] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ConfigError(f"line {number}: not a policy: {line!r}")
        if found["name"] in policies:
            raise ConfigError(f"line {number}: {found['name']} is there already")
        kind = found["kind"] or "bucket"
        if kind not in KINDS:
            raise ConfigError(f"line {number}: {kind} is none of {', '.join(KINDS)}")
        try:
            policies[found["name"]] = Policy(
                found["name"], int(found["limit"]), int(found["count"] or 1) * SECONDS[found["unit"]], kind
            )
        except ValueError as error:
            raise ConfigError(f"line {number}: {error}") from None
    return policies
