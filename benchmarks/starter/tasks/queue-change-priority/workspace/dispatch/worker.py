"""Takes jobs off the queue until it is empty or enough has been done."""

from __future__ import annotations

from typing import Callable, List, Optional

from dispatch.jobqueue import JobQueue


def drain(queue: JobQueue, handle: Callable[[str], None], limit: Optional[int] = None) -> List[str]:
    """Return the names of the jobs that were done, in order. A handler may push more jobs."""
    done: List[str] = []
    while len(queue) and (limit is None or len(done) < limit):
        name = queue.pop()
        handle(name)
        done.append(name)
    return done
