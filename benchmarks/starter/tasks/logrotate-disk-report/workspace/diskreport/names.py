"""File names that log rotation leaves behind: app.log, app.log.1, app.log.2.gz."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

_NAME = re.compile(r"(?P<base>[^/]+\.log)(?:\.(?P<number>[1-9]\d*)(?P<gz>\.gz)?)?")


@dataclass(frozen=True)
class LogName:
    base: str
    number: int = 0
    """0 is the file that is being written; the higher, the older."""
    compressed: bool = False


def read_name(name: str) -> Optional[LogName]:
    """None for a file that is no log."""
    match = _NAME.fullmatch(name)
    if not match:
        return None
    return LogName(match["base"], int(match["number"] or 0), match["gz"] is not None)
