"""Finds, orders and starts plug-ins."""

from plughub.catalog import Catalog
from plughub.host import Host
from plughub.manifest import Manifest, Requirement
from plughub.resolver import Resolution, Resolver

__all__ = ["Catalog", "Host", "Manifest", "Requirement", "Resolution", "Resolver"]
