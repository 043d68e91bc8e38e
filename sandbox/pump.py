"""Carrying bytes to and from a running program, and killing it when it passes a bound."""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sandbox.capture import Capture
from sandbox.run import Ending, SandboxError
from sandbox.scratch import Watch
from sandbox.underway import closed

_DEATH_SECONDS = 60.0
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Bounds:
    """What ends a program before its time."""

    seconds: float
    capture: Capture
    watch: Watch | None
    """None: the growth of the workspace cannot be watched."""
    stop: int
    """A descriptor that becomes readable when the sandbox is being closed."""


class Pump:
    """Serves a program's descriptors until all that are awaited have ended. Used once, by one thread."""

    def __init__(self, bounds: Bounds, kill: Callable[[], None]) -> None:
        self.killed: Ending | None = None
        """Why the program was killed; None if it ended by itself."""
        self.refusal: str | None = None
        """What its workspace did to be killed for."""
        self._bounds = bounds
        self._kill = kill
        self._awaited = 0
        self._selector = selectors.DefaultSelector()
        self._selector.register(bounds.stop, selectors.EVENT_READ, self._stop)

    def __enter__(self) -> Pump:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()

    def read(self, descriptor: int, take: Callable[[bytes], None]) -> None:
        """Hand on what comes from a descriptor, and await its end."""
        self._selector.register(descriptor, selectors.EVENT_READ, partial(self._read, take))
        self._awaited += 1

    def await_ready(self, descriptor: int) -> None:
        """Await the moment when a descriptor becomes readable."""
        self._selector.register(descriptor, selectors.EVENT_READ, self._end)
        self._awaited += 1

    def write(self, descriptor: int, data: bytes, end: Callable[[], None]) -> None:
        """Write bytes as the program takes them, then call ``end``."""
        os.set_blocking(descriptor, False)
        self._selector.register(descriptor, selectors.EVENT_WRITE, partial(self._write, [memoryview(data)], end))

    def work(self, deadline: float) -> None:
        """Serve until the end; kill at the deadline of the monotonic clock, or when a bound is passed.

        Raises SandboxError if the sandbox is being closed or the program does not die.
        """
        while self._awaited:
            due = deadline
            if self._bounds.watch and not self.killed:
                due = min(deadline, self._bounds.watch.due)
            for key, _ in self._selector.select(max(0.0, due - time.monotonic())):
                key.data(key.fd)
            if self.killed is None:
                self.killed = self._cause(deadline)
                if self.killed:
                    deadline = time.monotonic() + _DEATH_SECONDS
                    self._kill()
            elif time.monotonic() > deadline:
                raise undying()

    def _cause(self, deadline: float) -> Ending | None:
        """Why the program must be killed now, if it must."""
        if self._bounds.capture.flooded:
            return Ending.FLOODED
        if not self._awaited:
            return None
        self.refusal = self._bounds.watch.look() if self._bounds.watch else None
        if self.refusal:
            return Ending.FLOODED
        return Ending.TIMED_OUT if time.monotonic() >= deadline else None

    def _read(self, take: Callable[[bytes], None], descriptor: int) -> None:
        data = os.read(descriptor, _CHUNK)
        take(data)
        if not data:
            self._end(descriptor)

    def _end(self, descriptor: int) -> None:
        self._selector.unregister(descriptor)
        self._awaited -= 1

    def _write(self, rest: list[memoryview], end: Callable[[], None], descriptor: int) -> None:
        try:
            rest[0] = rest[0][os.write(descriptor, rest[0][:_CHUNK]) :]
        except (BrokenPipeError, ConnectionResetError):
            rest[0] = rest[0][:0]  # The program does not want the rest.
        if not rest[0]:
            self._selector.unregister(descriptor)
            end()

    def _stop(self, _: int) -> None:
        raise closed()


def undying() -> SandboxError:
    """The error of a program that outlives its killing."""
    return SandboxError("processes in a sandbox do not die; is a file system hanging?")
