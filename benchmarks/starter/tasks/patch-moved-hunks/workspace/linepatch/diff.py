"""Makes patches."""

import difflib

from linepatch.patch import FilePatch, Hunk


def diff(old, new, old_name="old", new_name="new", context=3):
    """The patch that leads from one list of lines to another."""
    hunks = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(context):
        lines = []
        for kind, old_from, old_to, new_from, new_to in group:
            if kind == "equal":
                lines.extend((" ", text) for text in old[old_from:old_to])
                continue
            lines.extend(("-", text) for text in old[old_from:old_to])
            lines.extend(("+", text) for text in new[new_from:new_to])
        hunks.append(Hunk(_start(group, 1), _start(group, 3), tuple(lines)))
    return FilePatch(old_name, new_name, tuple(hunks))


def _start(group, column):
    """The line number for a header: an empty range names the line before it."""
    first, last = group[0][column], group[-1][column + 1]
    return first + 1 if last > first else first
