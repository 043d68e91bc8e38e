"""Small edits of text files, as data: how reference and wrong solutions are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sandbox.tree import File, Tree


class EditError(ValueError):
    """An edit does not fit the tree it is applied to; the message names the file and the reason."""


class Edit(NamedTuple):
    """Replace the one occurrence of ``old`` in a file by ``new``; without ``old``, create the file."""

    path: str
    old: str | None
    new: str


def parse_edits(rows: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """Edits from the rows of a TOML array with the keys ``path``, ``old`` (optional) and ``new``."""
    return tuple(Edit(row["path"], row.get("old"), row["new"]) for row in rows)


def apply_edits(tree: Tree, edits: Iterable[Edit]) -> dict[str, File]:
    """A copy of the tree with the edits applied in order. Raises EditError if one does not fit."""
    result = dict(tree)
    for edit in edits:
        result[edit.path] = _edited(result.get(edit.path), edit)
    return result


def _edited(file: File | None, edit: Edit) -> File:
    if edit.old is None:
        if file is not None:
            raise EditError(f"{edit.path}: there already")
        return File(edit.new.encode())
    if file is None:
        raise EditError(f"{edit.path}: no such file")
    text = file.data.decode()
    found = text.count(edit.old)
    if found != 1:
        raise EditError(f"{edit.path}: the text to replace occurs {found} times: {edit.old.strip()[:60]!r}")
    return File(text.replace(edit.old, edit.new).encode(), file.executable)
