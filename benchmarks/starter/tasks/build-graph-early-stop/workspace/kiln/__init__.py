"""A small build system."""

from kiln.files import MemoryFiles
from kiln.session import Session

__all__ = ["MemoryFiles", "Session"]
