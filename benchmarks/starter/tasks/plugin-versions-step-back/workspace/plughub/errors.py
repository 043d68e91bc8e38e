"""What can go wrong between a list of wishes and running plug-ins."""

from __future__ import annotations

from collections.abc import Sequence


class PluginError(Exception):
    pass


class ConfigError(PluginError):
    pass


class ManifestError(PluginError):
    pass


class StartError(PluginError):
    """A plug-in did not start; those started before it have been stopped again."""


class Unresolvable(PluginError):
    """There is no set of plug-ins that gives the user what he asked for."""


class UnknownPlugin(Unresolvable):
    def __init__(self, name: str, wanted_by: str) -> None:
        super().__init__(f"{wanted_by} needs {name}, which is in no catalogue")
        self.name = name


class DependencyCycle(Unresolvable):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("these need each other: " + " -> ".join([*names, names[0]]))
        self.names = tuple(names)
