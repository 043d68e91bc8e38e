"""What a command takes, and how words become its arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from helmsman.errors import BadInput

_PARAM = re.compile(r"(?P<open>\[)?(?P<name>[A-Z][A-Z_]*)(?P<rest>\.\.\.)?(?P<close>\])?")


@dataclass(frozen=True)
class Param:
    name: str
    needed: bool
    rest: bool = False


@dataclass(frozen=True)
class Signature:
    params: tuple[Param, ...]
    options: frozenset[str]

    @classmethod
    def parse(cls, text: str, options: Sequence[str] = ()) -> Signature:
        """Read ``NAME [OTHER] [REST...]``."""
        params = []
        for piece in text.split():
            found = _PARAM.fullmatch(piece)
            if found is None or bool(found["open"]) != bool(found["close"]):
                raise ValueError(f"not a parameter: {piece!r}")
            params.append(Param(found["name"].lower(), not found["open"], bool(found["rest"])))
        if any(param.rest for param in params[:-1]):
            raise ValueError(f"only the last parameter can take the rest: {text!r}")
        return cls(tuple(params), frozenset(options))


def bind(signature: Signature, words: Sequence[str]) -> dict[str, Any]:
    """Arguments by name. ``name=value`` is an option where the signature has one of that name, else a plain word."""
    values: dict[str, Any] = {}
    plain = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in signature.options:
            values[name] = value
        else:
            plain.append(word)
    for param in signature.params:
        if param.rest:
            if param.needed and not plain:
                raise BadInput(f"{param.name} is missing")
            values[param.name], plain = plain, []
        elif plain:
            values[param.name] = plain.pop(0)
        elif param.needed:
            raise BadInput(f"{param.name} is missing")
    if plain:
        raise BadInput(f"I do not know what to do with {' '.join(plain)}")
    return values
