"""Splits a template into text and slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Union

from mailmerge.errors import TemplateError


@dataclass(frozen=True)
class Slot:
    """A placeholder: `${name}` or `${name.part}`."""

    name: str


Part = Union[str, Slot]

_MARK = re.compile(r"\$\$|\$\{")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def scan(source: str) -> List[Part]:
    """`$$` is a dollar sign, and so is a `$` before anything but a brace. Raises TemplateError."""
    parts: List[Part] = []
    at = 0
    while True:
        mark = _MARK.search(source, at)
        if not mark:
            parts.append(source[at:])
            return parts
        parts.append(source[at : mark.start()])
        at = mark.end()
        if mark.group() == "$$":
            parts.append("$")
            continue
        name = _NAME.match(source, at)
        if not name or source[name.end() : name.end() + 1] != "}":
            raise TemplateError(f"bad placeholder at character {mark.start()}")
        parts.append(Slot(name.group()))
        at = name.end() + 1
