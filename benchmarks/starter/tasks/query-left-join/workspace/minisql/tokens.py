"""Cuts statements into tokens: (kind, value) with the kinds word, number, string, sign and end."""

import re

from minisql.table import QueryError

_TOKEN = re.compile(r"""\s*(?:
    (?P<word>[A-Za-z_][A-Za-z_0-9]*) | (?P<number>\d+(?:\.\d+)?) | '(?P<string>(?:[^']|'')*)'
    | (?P<sign><=|>=|<>|[-=<>(),.*])
)""", re.VERBOSE)


def tokenize(statement):
    tokens = []
    at = 0
    end = len(statement.rstrip())
    while at < end:
        match = _TOKEN.match(statement, at)
        if not match:
            raise QueryError(f"cannot read the statement from here on: {statement[at:at + 20].strip()!r}")
        kind = match.lastgroup
        value = match.group(kind)
        if kind == "number":
            value = float(value) if "." in value else int(value)
        elif kind == "string":
            value = value.replace("''", "'")
        tokens.append((kind, value))
        at = match.end()
    tokens.append(("end", None))
    return tokens
