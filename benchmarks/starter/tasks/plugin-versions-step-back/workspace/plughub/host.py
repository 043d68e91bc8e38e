"""The program that plug-ins are loaded into."""

from __future__ import annotations

from collections.abc import Mapping

from plughub.catalog import Catalog
from plughub.config import read_requests
from plughub.errors import PluginError
from plughub.hooks import Hooks
from plughub.loader import Factory, Loader
from plughub.resolver import Resolution, Resolver
from plughub.versions import Version


class Host:
    def __init__(self, catalog: Catalog, factories: Mapping[str, Factory], version: str = "1.0") -> None:
        self.hooks = Hooks()
        self.version = Version.parse(version)
        self._resolver = Resolver(catalog, self.version)
        self._loader = Loader(factories, self.hooks)
        self.resolution: Resolution | None = None

    def load(self, wishes: str) -> Resolution:
        """Resolve a text of wishes and start everything. Raises PluginError, and then nothing runs."""
        if self.resolution is not None:
            raise PluginError("plug-ins are loaded already")
        resolution = self._resolver.resolve(read_requests(wishes))
        self._loader.start(resolution.order)
        self.resolution = resolution
        return resolution

    def unload(self) -> None:
        self._loader.stop()
        self.resolution = None

    @property
    def running(self) -> list[str]:
        return self._loader.running
