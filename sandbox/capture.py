"""What a program prints, kept up to a limit."""

from __future__ import annotations

STDOUT, STDERR = 1, 2


class Capture:
    """Standard output and standard error of one run, together never longer than the limit."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._kept = {STDOUT: bytearray(), STDERR: bytearray()}
        self.flooded = False
        """Whether more came than the limit allows."""

    def take(self, stream: int, data: bytes) -> None:
        """Keep what the limit allows of some output."""
        self._kept[stream] += data[: self._left]
        self.flooded = self.flooded or len(data) > self._left
        self._left -= min(len(data), self._left)

    @property
    def stdout(self) -> bytes:
        return bytes(self._kept[STDOUT])

    @property
    def stderr(self) -> bytes:
        return bytes(self._kept[STDERR])
