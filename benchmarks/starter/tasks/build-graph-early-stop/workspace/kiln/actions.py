"""What rules can do with texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kiln.errors import ActionFailed

Action = Callable[[Sequence[str], Mapping[str, str]], str]


def concat(texts: Sequence[str], settings: Mapping[str, str]) -> str:
    return "".join(text if text.endswith("\n") or not text else text + "\n" for text in texts)


def strip_comments(texts: Sequence[str], settings: Mapping[str, str]) -> str:
    """Drop empty lines and everything behind the mark, ``--`` unless ``mark`` says otherwise."""
    mark = settings.get("mark", "--")
    lines = [line.partition(mark)[0].rstrip() for text in texts for line in text.splitlines()]
    return "".join(f"{line}\n" for line in lines if line)


def replace(texts: Sequence[str], settings: Mapping[str, str]) -> str:
    if "from" not in settings:
        raise ActionFailed("replace needs the setting `from`")
    return concat(texts, {}).replace(settings["from"], settings.get("to", ""))


def sort_lines(texts: Sequence[str], settings: Mapping[str, str]) -> str:
    lines = [line for text in texts for line in text.splitlines()]
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def standard_actions() -> dict[str, Action]:
    return {"concat": concat, "strip-comments": strip_comments, "replace": replace, "sort": sort_lines}
