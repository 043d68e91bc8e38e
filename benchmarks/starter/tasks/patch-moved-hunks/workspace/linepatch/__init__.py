"""Unified diffs: making, reading and applying them. Lines keep their line ends."""

from linepatch.diff import diff
from linepatch.errors import HunkFailed, PatchError
from linepatch.patch import apply, parse, render, reverse

__all__ = ["HunkFailed", "PatchError", "apply", "diff", "parse", "render", "reverse"]
