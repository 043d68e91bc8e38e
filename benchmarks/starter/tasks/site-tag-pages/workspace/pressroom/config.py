"""Settings of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pressroom.errors import ConfigError


@dataclass(frozen=True)
class Config:
    title: str = "Untitled"
    base_url: str = "https://example.org"
    language: str = "en"
    per_page: int = 5
    """Posts on one page of a list."""
    feed_length: int = 20
    drafts: bool = False
    """Publish drafts and posts of the future too, for a preview."""

    def __post_init__(self) -> None:
        if self.per_page < 1:
            raise ConfigError("per_page must be at least 1")
        if self.base_url.endswith("/"):
            raise ConfigError("base_url must not end with a slash")

    @classmethod
    def from_strings(cls, values: Mapping[str, str]) -> Config:
        """Raises ConfigError for a name that is no setting."""
        kinds = {field.name: field.type for field in fields(cls)}
        unknown = sorted(set(values) - set(kinds))
        if unknown:
            raise ConfigError(f"unknown settings: {', '.join(unknown)}")
        return cls(**{name: _read(kinds[name], text) for name, text in values.items()})


def _read(kind: object, text: str) -> object:
    if kind in (int, "int"):
        return int(text)
    if kind in (bool, "bool"):
        return text.strip().lower() in ("yes", "true", "on", "1")
    return text
