"""Formulas to trees.

A tree is a tuple: ("number", 1.5), ("text", "x"), ("cell", ref), ("range", [refs]), ("negate", tree),
("binary", operator, left, right) or ("call", name, [trees]).
"""

import re

from sheet import refs

_TOKEN = re.compile(r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+) | "(?P<text>[^"]*)" | (?P<name>[A-Za-z]+[0-9]*) | (?P<sign><=|>=|<>|[-+*/^&<>=(),:])
)""", re.VERBOSE)

_LEVELS = [("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",)]


def parse(source):
    """The tree of a formula without its "=". Raises ValueError."""
    parser = _Parser(source)
    tree = parser.binary(0)
    if parser.peek() != ("end", ""):
        raise ValueError(f"unexpected {parser.peek()[1]!r} in ={source}")
    return tree


def mentioned(tree):
    """All cells that a tree mentions, in order, with repetitions."""
    kind = tree[0]
    if kind == "cell":
        return [tree[1]]
    if kind == "range":
        return list(tree[1])
    inner = {"negate": tree[1:], "binary": tree[2:], "call": tree[-1]}.get(kind, ())
    return [ref for part in inner for ref in mentioned(part)]


class _Parser:
    def __init__(self, source):
        self.source = source
        self.tokens = []
        end = len(source.rstrip())
        at = 0
        while at < end:
            match = _TOKEN.match(source, at)
            if not match:
                raise ValueError(f"cannot read ={source} from character {at + 2} on")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()
        self.tokens.append(("end", ""))

    def peek(self):
        return self.tokens[0]

    def accept(self, *signs):
        kind, value = self.tokens[0]
        if kind == "sign" and value in signs:
            self.tokens.pop(0)
            return value
        return None

    def expect(self, sign):
        if not self.accept(sign):
            raise ValueError(f"{sign!r} is missing in ={self.source}")

    def binary(self, level):
        if level == len(_LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while True:
            operator = self.accept(*_LEVELS[level])
            if not operator:
                return left
            left = ("binary", operator, left, self.binary(level + 1))

    def unary(self):
        if self.accept("-"):
            return ("negate", self.unary())
        return self.primary()

    def primary(self):
        kind, value = self.tokens.pop(0)
        if kind == "number":
            return ("number", float(value))
        if kind == "text":
            return ("text", value)
        if kind == "name":
            return self.named(value)
        if (kind, value) == ("sign", "("):
            tree = self.binary(0)
            self.expect(")")
            return tree
        raise ValueError(f"={self.source} ends too early" if kind == "end" else f"unexpected {value!r}")

    def named(self, value):
        if self.accept("("):
            arguments = []
            while not self.accept(")"):
                if arguments:
                    self.expect(",")
                arguments.append(self.binary(0))
            return ("call", value.upper(), arguments)
        ref = refs.parse(value)
        if self.accept(":"):
            return ("range", refs.block(ref, refs.parse(self.tokens.pop(0)[1])))
        return ("cell", ref)
