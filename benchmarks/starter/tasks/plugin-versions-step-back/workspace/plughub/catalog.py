"""All plug-ins that could be loaded, in all their versions."""

from __future__ import annotations

from collections.abc import Iterable

from plughub.errors import ManifestError
from plughub.manifest import Manifest, parse
from plughub.versions import Version


class Catalog:
    def __init__(self, manifests: Iterable[Manifest] = ()) -> None:
        self._manifests: dict[str, dict[Version, Manifest]] = {}
        for manifest in manifests:
            self.add(manifest)

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Catalog:
        return cls(parse(text) for text in texts)

    def add(self, manifest: Manifest) -> None:
        """Raises ManifestError if there is this version of the plug-in already."""
        versions = self._manifests.setdefault(manifest.name, {})
        if manifest.version in versions:
            raise ManifestError(f"{manifest} is there twice")
        versions[manifest.version] = manifest

    def versions(self, name: str) -> list[Manifest]:
        """The newest first; empty for a name that nobody knows."""
        found = self._manifests.get(name, {})
        return [found[version] for version in sorted(found, reverse=True)]

    def names(self) -> list[str]:
        return sorted(self._manifests)

    def __len__(self) -> int:
        return sum(len(versions) for versions in self._manifests.values())
