"""What the user wants loaded."""

from __future__ import annotations

from plughub.errors import ConfigError
from plughub.manifest import Requirement, read_requirement


def read_requests(text: str) -> list[Requirement]:
    """One plug-in a line, with a range of versions if it matters; ``-name`` takes one out again.

    Raises ConfigError with the number of the line.
    """
    wanted: dict[str, Requirement] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        if line.startswith("-"):
            name = line[1:].strip()
            if wanted.pop(name, None) is None:
                raise ConfigError(f"line {number}: {name} was not asked for")
            continue
        try:
            request = read_requirement(line)
        except ValueError as error:
            raise ConfigError(f"line {number}: {error}") from None
        if request.name in wanted:
            raise ConfigError(f"line {number}: {request.name} is asked for twice")
        wanted[request.name] = request
    return list(wanted.values())
