"""From wishes to a set of plug-ins, and the order to start them in."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plughub.catalog import Catalog
from plughub.errors import DependencyCycle, UnknownPlugin, Unresolvable
from plughub.manifest import Manifest, Requirement
from plughub.versions import Version

USER = "the user"


@dataclass(frozen=True)
class Resolution:
    order: tuple[Manifest, ...]
    """Everything that has to run, each after what it needs."""
    requests: tuple[Requirement, ...]

    def version_of(self, name: str) -> str | None:
        """The chosen version, or None for a plug-in that is not part of it."""
        for manifest in self.order:
            if manifest.name == name:
                return str(manifest.version)
        return None

    def wanted_by(self, name: str) -> list[str]:
        """Who asked for a plug-in: the user first, then other plug-ins in the order of starting."""
        askers = [USER] if any(request.name == name for request in self.requests) else []
        for manifest in self.order:
            if any(need.name == name for need in manifest.requires):
                askers.append(manifest.name)
        return askers


class Resolver:
    def __init__(self, catalog: Catalog, host: Version) -> None:
        self._catalog = catalog
        self._host = host

    def resolve(self, requests: Sequence[Requirement]) -> Resolution:
        """Choose a version for everything that is asked for or needed.

        Raises Unresolvable.
        """
        chosen = self._choose(requests)
        self._check_conflicts(chosen)
        self._check_optional(chosen)
        return Resolution(tuple(self._ordered(chosen)), tuple(requests))

    # Choosing

    def _choose(self, requests: Sequence[Requirement]) -> dict[str, Manifest]:
        """The newest version of everything, wishes before what they need."""
        chosen: dict[str, Manifest] = {}
        needs = deque((USER, request) for request in requests)
        while needs:
            wanted_by, need = needs.popleft()
            if need.name in chosen:
                self._check_fit(wanted_by, need, chosen[need.name])
                continue
            manifest = self._candidates(wanted_by, need)[0]
            chosen[need.name] = manifest
            needs.extend((str(manifest), other) for other in manifest.requires)
        return chosen

    def _candidates(self, wanted_by: str, need: Requirement) -> list[Manifest]:
        """Versions that fit a requirement and the host, the newest first; at least one."""
        versions = self._catalog.versions(need.name)
        if not versions:
            raise UnknownPlugin(need.name, wanted_by)
        fitting = [manifest for manifest in versions if need.fits(manifest.version)]
        if not fitting:
            newest = versions[0].version
            raise Unresolvable(f"{wanted_by} needs {need}, but the newest is {newest}")
        usable = [manifest for manifest in fitting if manifest.host.contains(self._host)]
        if not usable:
            raise Unresolvable(f"{wanted_by} needs {need}, which does not run in version {self._host} of the host")
        return usable

    # Checking

    def _check_fit(self, wanted_by: str, need: Requirement, manifest: Manifest) -> None:
        if not need.fits(manifest.version):
            raise Unresolvable(f"{wanted_by} needs {need}, but {manifest} was chosen")

    def _check_conflicts(self, chosen: Mapping[str, Manifest]) -> None:
        for manifest in chosen.values():
            for enemy in manifest.conflicts:
                other = chosen.get(enemy.name)
                if other is not None and enemy.fits(other.version):
                    raise Unresolvable(f"{manifest} does not get on with {other}")

    def _check_optional(self, chosen: Mapping[str, Manifest]) -> None:
        for manifest in chosen.values():
            for need in manifest.optional:
                other = chosen.get(need.name)
                if other is not None:
                    self._check_fit(str(manifest), need, other)

    # Ordering

    def _ordered(self, chosen: Mapping[str, Manifest]) -> list[Manifest]:
        """Every plug-in after those that it needs or wants to follow; where there is a choice, by name."""
        waiting = {name: self._before(manifest, chosen) for name, manifest in chosen.items()}
        order = []
        while waiting:
            ready = sorted(name for name, before in waiting.items() if not before)
            if not ready:
                raise DependencyCycle(self._cycle(waiting))
            name = ready[0]
            del waiting[name]
            order.append(chosen[name])
            for before in waiting.values():
                before.discard(name)
        return order

    def _before(self, manifest: Manifest, chosen: Mapping[str, Manifest]) -> set[str]:
        named = {need.name for need in (*manifest.requires, *manifest.optional)} | set(manifest.after)
        return {name for name in named if name in chosen}

    def _cycle(self, waiting: Mapping[str, set[str]]) -> list[str]:
        """One circle among plug-ins that all wait for each other, from its first name."""
        path = [min(waiting)]
        while True:
            step = min(waiting[path[-1]])
            if step in path:
                circle = path[path.index(step) :]
                start = circle.index(min(circle))
                return circle[start:] + circle[:start]
            path.append(step)
