"""Typed parts of a path, as in ``/books/<int:id>``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Converter:
    regex: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _write_int(value: Any) -> str:
    if int(value) < 0:
        raise ValueError(f"a path cannot hold the negative number {value}")
    return str(int(value))


def _write_slug(value: Any) -> str:
    if not re.fullmatch(CONVERTERS["slug"].regex, str(value)):
        raise ValueError(f"not a slug: {value!r}")
    return str(value)


def _write_text(value: Any) -> str:
    text = str(value)
    if not text or "/" in text:
        raise ValueError(f"a path segment cannot be {text!r}")
    return text


CONVERTERS = {
    "int": Converter(r"[0-9]+", int, _write_int),
    "slug": Converter(r"[a-z0-9]+(?:-[a-z0-9]+)*", str, _write_slug),
    "text": Converter(r"[^/]+", str, _write_text),
    "path": Converter(r".+", str, str),
}


def converter(kind: str) -> Converter:
    try:
        return CONVERTERS[kind]
    except KeyError:
        known = ", ".join(sorted(CONVERTERS))
        raise ValueError(f"unknown converter {kind!r}; known are {known}") from None
