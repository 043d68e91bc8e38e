"""Where the scripted model looks for a place to change."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from benchmarks.edits import Edit

SEARCHES = 2
"""How many patterns it searches for, for one place."""


def is_named(path: str, text: str) -> bool:
    """Whether a text names the path in full."""
    return re.search(rf"(?<![\w.-])(?<!\w/)(?:\./|/workspace/)?{re.escape(path)}(?![\w/-])", text) is not None


def candidates(listing: Iterable[str]) -> list[str]:
    """The files that it looks into when nothing points to one: Python modules that are not tests, by name."""
    modules = [path for path in listing if path.endswith(".py") and not _is_test(path)]
    return sorted(modules, key=lambda path: (path.endswith("__init__.py"), path))


def _is_test(path: str) -> bool:
    return path.startswith("tests/") or path.rsplit("/", 1)[-1].startswith("test_")


def patterns(edits: Iterable[Edit]) -> list[str]:
    """What it searches for: what is defined in the lines that it has in mind, then the longest names in them."""
    text = "".join(edit.old or "" for edit in edits)
    defined = re.findall(r"\b(?:def|class) \w+", text)
    names = {name for name in re.findall(r"[A-Za-z_]\w{3,}", text) if not keyword.iskeyword(name)}
    longest = sorted(names, key=lambda name: (-len(name), name))
    return list(dict.fromkeys([*defined, *longest]))[:SEARCHES]
