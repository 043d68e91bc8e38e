"""The head of a text file: ``name: value`` lines between two lines of three dashes."""

from __future__ import annotations

from pressroom.errors import ContentError

FENCE = "---"


def split(path: str, text: str) -> tuple[dict[str, str], str]:
    """Head and body; a file without a head has an empty one. Raises ContentError."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE:
        return {}, text.strip() + "\n"
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    except StopIteration:
        raise ContentError(path, "the head has no end") from None
    meta = {}
    for number, line in enumerate(lines[1:end], 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise ContentError(path, f"line {number} is not `name: value`")
        meta[name.strip().lower()] = value.strip()
    return meta, "\n".join(lines[end + 1 :]).strip() + "\n"


def items(value: str) -> list[str]:
    """A list with commas, in order, without empty items."""
    return [item.strip() for item in value.split(",") if item.strip()]


def flag(value: str) -> bool:
    return value.lower() in ("yes", "true", "on", "1")
