"""What keeps a site from being published."""

from __future__ import annotations


class SiteError(Exception):
    pass


class ConfigError(SiteError):
    pass


class ContentError(SiteError):
    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path


class Collision(SiteError):
    """Two sources want to be published at the same place."""

    def __init__(self, path: str) -> None:
        super().__init__(f"two things would be written to {path}")
        self.path = path
