"""The runs of a sandbox that have not ended, so that closing the sandbox can end them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.run import SandboxError

_CLOSING_SECONDS = 60.0


class UnderWay:
    """A register of runs. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stops: set[int] = set()
        self._closed = False

    @contextmanager
    def entered(self) -> Iterator[int]:
        """Register a run; gives a descriptor that becomes readable when the run must end. Raises SandboxError."""
        with self._changed:
            if self._closed:
                raise closed()
            stop = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
            self._stops.add(stop)
        try:
            yield stop
        finally:
            with self._changed:
                self._stops.discard(stop)
                os.close(stop)
                self._changed.notify_all()

    def close(self) -> None:
        """End all runs and wait until they have ended; no run can be registered any more. Raises SandboxError."""
        with self._changed:
            self._closed = True
            for stop in self._stops:
                os.eventfd_write(stop, 1)
            if not self._changed.wait_for(lambda: not self._stops, _CLOSING_SECONDS):
                raise SandboxError(f"{len(self._stops)} runs did not end within {_CLOSING_SECONDS:.0f} s of closing")


def closed() -> SandboxError:
    """The error of a run that closing the sandbox has ended or forestalled."""
    return SandboxError("the sandbox was closed")
