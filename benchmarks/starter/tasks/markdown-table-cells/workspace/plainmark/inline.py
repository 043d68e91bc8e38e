"""Inline markup: emphasis, code spans, links and escapes."""

import re

_CODE = re.compile(r"`([^`]*)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_ESCAPE = re.compile(r"\\([\\`*_\[\]#>-])")


def plain(text):
    """The text without its inline markup. Code spans are kept as they were typed, without the backquotes."""
    parts = []
    position = 0
    for span in _CODE.finditer(text):
        parts.append(_plain_prose(text[position:span.start()]))
        parts.append(span.group(1))
        position = span.end()
    parts.append(_plain_prose(text[position:]))
    return "".join(parts)


def _plain_prose(text):
    text = _LINK.sub(_link, text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)


def _link(match):
    label, target = match.groups()
    return target if label in ("", target) else f"{label} <{target}>"
