"""Reads job lists: one job a line, an optional priority after a comma."""

from __future__ import annotations

from dispatch.jobqueue import JobQueue


def load(text: str) -> JobQueue:
    queue = JobQueue()
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, priority = line.partition(",")
        queue.push(name.strip(), int(priority or "0"))
    return queue
