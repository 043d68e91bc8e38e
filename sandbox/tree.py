"""Trees of files as values: what goes into a sandbox and what may come out of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class UnsafeTree(ValueError):
    """A tree holds something that must not be brought out of a sandbox; the message names the path and the reason."""


class File(NamedTuple):
    """One regular file."""

    data: bytes
    executable: bool = False


Tree = Mapping[str, File]
"""Files by relative POSIX path (``"tools/bash.py"``). Folders exist only as parts of paths; there are no links."""
