"""Starts plug-ins in order and stops them in the opposite one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from plughub.errors import StartError
from plughub.hooks import Hooks
from plughub.manifest import Manifest


class Plugin(Protocol):
    def start(self, hooks: Hooks) -> None: ...

    def stop(self) -> None: ...


Factory = Callable[[], Plugin]


class Loader:
    """``factories`` by the entry that a manifest names."""

    def __init__(self, factories: Mapping[str, Factory], hooks: Hooks) -> None:
        self._factories = dict(factories)
        self._hooks = hooks
        self._running: list[tuple[Manifest, Plugin]] = []

    def start(self, order: Sequence[Manifest]) -> None:
        """Raises StartError."""
        for manifest in order:
            factory = self._factories.get(manifest.entry)
            if factory is None:
                self.stop()
                raise StartError(f"{manifest} has no entry {manifest.entry!r}")
            plugin = factory()
            try:
                plugin.start(self._hooks)
            except Exception as error:
                self._hooks.remove(manifest.name)
                self.stop()
                raise StartError(f"{manifest} did not start: {error}") from error
            self._running.append((manifest, plugin))

    def stop(self) -> None:
        while self._running:
            manifest, plugin = self._running.pop()
            plugin.stop()
            self._hooks.remove(manifest.name)

    @property
    def running(self) -> list[str]:
        return [manifest.name for manifest, _ in self._running]
