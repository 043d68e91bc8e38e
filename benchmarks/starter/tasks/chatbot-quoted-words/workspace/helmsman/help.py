"""Texts that explain the commands."""

from __future__ import annotations

from helmsman.params import Signature
from helmsman.registry import Command, Registry


def overview(registry: Registry) -> str:
    commands = list(registry)
    width = max(len(command.name) for command in commands)
    return "\n".join(f"{command.name:<{width}}  {command.about}".rstrip() for command in commands)


def usage(command: Command) -> str:
    line = f"usage: {command.name} {describe(command.signature)}".rstrip()
    extra = [command.about] if command.about else []
    if command.role != "anybody":
        extra.append(f"Only for {command.role}s.")
    return "\n".join([line, *extra])


def describe(signature: Signature) -> str:
    parts = []
    for param in signature.params:
        name = param.name.upper() + ("..." if param.rest else "")
        parts.append(name if param.needed else f"[{name}]")
    parts += [f"[{option}=...]" for option in sorted(signature.options)]
    return " ".join(parts)
