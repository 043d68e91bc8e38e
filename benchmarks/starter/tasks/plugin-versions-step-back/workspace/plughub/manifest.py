"""What a plug-in says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plughub.errors import ManifestError
from plughub.versions import ANY, Range, Version

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FIELDS = {"name", "version", "requires", "optional", "conflicts", "after", "host", "entry"}


@dataclass(frozen=True)
class Requirement:
    name: str
    range: Range = ANY

    def fits(self, version: Version) -> bool:
        return self.range.contains(version)

    def __str__(self) -> str:
        return f"{self.name} {self.range}".strip()


@dataclass(frozen=True)
class Manifest:
    name: str
    version: Version
    requires: tuple[Requirement, ...] = ()
    optional: tuple[Requirement, ...] = ()
    """Not needed, but if one of them is there, it must be of such a version."""
    conflicts: tuple[Requirement, ...] = ()
    """Must not be there in such a version."""
    after: tuple[str, ...] = ()
    """To be started before this one, if there."""
    host: Range = ANY
    entry: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def read_requirement(text: str) -> Requirement:
    """``editor >=1.2, <2``. Raises ValueError."""
    name = _NAME.match(text.strip())
    if name is None:
        raise ValueError(f"not a requirement: {text!r}")
    return Requirement(name.group(), Range.parse(text.strip()[name.end() :]))


def parse(text: str) -> Manifest:
    """``field: value`` lines; lists are separated by semicolons. Raises ManifestError."""
    fields: dict[str, str] = {}
    for line in text.strip().splitlines():
        field, colon, value = line.partition(":")
        if not colon or field.strip() not in _FIELDS:
            raise ManifestError(f"not a field of a manifest: {line.strip()!r}")
        fields[field.strip()] = value.strip()
    for needed in ("name", "version"):
        if needed not in fields:
            raise ManifestError(f"a manifest without {needed}")
    try:
        return _built(fields)
    except ValueError as error:
        raise ManifestError(f"{fields['name']}: {error}") from None


def _built(fields: dict[str, str]) -> Manifest:
    def items(field: str) -> list[str]:
        return [item.strip() for item in fields.get(field, "").split(";") if item.strip()]

    return Manifest(
        name=fields["name"],
        version=Version.parse(fields["version"]),
        requires=tuple(read_requirement(item) for item in items("requires")),
        optional=tuple(read_requirement(item) for item in items("optional")),
        conflicts=tuple(read_requirement(item) for item in items("conflicts")),
        after=tuple(items("after")),
        host=Range.parse(fields.get("host", "")),
        entry=fields.get("entry", fields["name"]),
    )
