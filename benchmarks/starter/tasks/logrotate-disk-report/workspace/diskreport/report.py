"""One row for each log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List

from diskreport.listing import read_listing
from diskreport.names import read_name


@dataclass(frozen=True)
class Row:
    base: str
    files: int
    bytes: int


def summarise(text: str) -> List[Row]:
    """Files that are no logs are left out."""
    rows: Dict[str, Row] = {}
    for size, name in read_listing(text):
        log = read_name(name)
        if log is None:
            continue
        row = rows.get(log.base, Row(log.base, 0, 0))
        rows[log.base] = Row(log.base, row.files + 1, row.bytes + size)
    return list(rows.values())


def render(text: str) -> str:
    return "".join(f"{row.bytes:>12} {row.files:>4} {row.base}\n" for row in summarise(text))
