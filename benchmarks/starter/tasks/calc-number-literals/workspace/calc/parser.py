"""Formulas: scanning, parsing, calculating and writing them out again.

    formula  = value {operator value}      operators by rank: or, and, comparisons, + -, * / %, ^ (right to left)
    value    = number | name | name(formula, ...) | (formula) | -value | not value | formula ? formula : formula

Truth values are the numbers 1 and 0.
"""

from dataclasses import dataclass
from typing import Any, Tuple

from calc.errors import CalcError
from calc.functions import CONSTANTS, FUNCTIONS

DIGITS = "0123456789"
SIGNS = ("<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", ",", "?", ":")
WORDS = ("and", "or", "not")


@dataclass(frozen=True)
class Token:
    """A number, a name, a sign or the end, with its column counted from 1."""

    kind: str
    value: Any
    column: int


def scan(source):
    """The tokens of a formula. Raises CalcError."""
    tokens = []
    at = 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        token, at = _token(source, at)
        tokens.append(token)
    tokens.append(Token("end", "", len(source) + 1))
    return tokens


def _token(source, at):
    """The token that starts at an index, and the index after it."""
    column = at + 1
    if source[at] in DIGITS:
        end = _end_of_number(source, at)
        text = source[at:end]
        return Token("number", float(text) if "." in text else int(text), column), end
    if source[at].isalpha() or source[at] == "_":
        end = at
        while end < len(source) and (source[end].isalnum() or source[end] == "_"):
            end += 1
        word = source[at:end]
        return Token("sign" if word in WORDS else "name", word, column), end
    for sign in SIGNS:
        if source.startswith(sign, at):
            return Token("sign", sign, column), at + len(sign)
    raise CalcError(f"unexpected {source[at]!r}", column)


def _end_of_number(source, at):
    end = _end_of_digits(source, at)
    if source[end:end + 1] == ".":
        end = _end_of_digits(source, end + 1)
    return end


def _end_of_digits(source, at):
    while at < len(source) and source[at] in DIGITS:
        at += 1
    return at


@dataclass(frozen=True)
class Number:
    value: Any


@dataclass(frozen=True)
class Name:
    name: str
    column: int


@dataclass(frozen=True)
class Unary:
    sign: str
    operand: Any


@dataclass(frozen=True)
class Binary:
    sign: str
    left: Any
    right: Any
    column: int


@dataclass(frozen=True)
class Call:
    name: str
    arguments: Tuple
    column: int


@dataclass(frozen=True)
class Choice:
    condition: Any
    yes: Any
    no: Any


RANKS = {
    "?": 1, "or": 2, "and": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6,
    "%": 6, "^": 8,
}
UNARY_RANKS = {"not": 3.5, "-": 7}


class _Parser:
    """Precedence climbing over the tokens."""

    def __init__(self, tokens):
        self._tokens = tokens
        self._at = 0

    def formula(self, rank=0):
        left = self._value()
        while True:
            token = self._tokens[self._at]
            own = RANKS.get(token.value, 0) if token.kind == "sign" else 0
            if own <= rank:
                return left
            self._at += 1
            if token.value == "?":
                yes = self.formula()
                self._expect(":")
                left = Choice(left, yes, self.formula(own - 1))
            else:
                right = self.formula(own - 1 if token.value == "^" else own)
                left = Binary(token.value, left, right, token.column)

    def finish(self):
        token = self._tokens[self._at]
        if token.kind != "end":
            raise CalcError(f"unexpected {token.value!r}", token.column)

    def _value(self):
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return Number(token.value)
        if token.kind == "name":
            return self._call(token) if self._accept("(") else Name(token.value, token.column)
        if token.kind == "sign" and token.value == "(":
            inner = self.formula()
            self._expect(")")
            return inner
        if token.kind == "sign" and token.value in UNARY_RANKS:
            return Unary(token.value, self.formula(UNARY_RANKS[token.value]))
        message = "the formula ends too early" if token.kind == "end" else f"unexpected {token.value!r}"
        raise CalcError(message, token.column)

    def _call(self, token):
        arguments = []
        while not self._accept(")"):
            if arguments:
                self._expect(",")
            arguments.append(self.formula())
        return Call(token.value, tuple(arguments), token.column)

    def _accept(self, sign):
        token = self._tokens[self._at]
        if (token.kind, token.value) != ("sign", sign):
            return False
        self._at += 1
        return True

    def _expect(self, sign):
        if not self._accept(sign):
            raise CalcError(f"{sign!r} is missing", self._tokens[self._at].column)


def parse(source):
    """The tree of a formula. Raises CalcError."""
    parser = _Parser(scan(source))
    tree = parser.formula()
    parser.finish()
    return tree


def variables(tree):
    """The names in a tree that are no constants, in alphabetical order."""
    if isinstance(tree, Name):
        return [] if tree.name in CONSTANTS else [tree.name]
    if isinstance(tree, Unary):
        parts = (tree.operand,)
    elif isinstance(tree, Binary):
        parts = (tree.left, tree.right)
    elif isinstance(tree, Choice):
        parts = (tree.condition, tree.yes, tree.no)
    else:
        parts = getattr(tree, "arguments", ())
    return sorted({name for part in parts for name in variables(part)})


def calculate(source, **values):
    """The value of a formula given as text. Raises CalcError."""
    return _calculate(parse(source), {**CONSTANTS, **values})


def _calculate(tree, values):
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        if tree.name not in values:
            raise CalcError(f"{tree.name} has no value", tree.column)
        return values[tree.name]
    if isinstance(tree, Unary):
        operand = _calculate(tree.operand, values)
        return -operand if tree.sign == "-" else int(not operand)
    if isinstance(tree, Choice):
        return _calculate(tree.yes if _calculate(tree.condition, values) else tree.no, values)
    if isinstance(tree, Call):
        return _apply(tree, [_calculate(argument, values) for argument in tree.arguments])
    left = _calculate(tree.left, values)
    if tree.sign in ("and", "or"):
        decided = bool(left) == (tree.sign == "or")
        return int(bool(left if decided else _calculate(tree.right, values)))
    return _operate(tree, left, _calculate(tree.right, values))


def _operate(tree, left, right):
    operations = {
        "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: left / right,
        "%": lambda: left % right, "^": lambda: left ** right, "==": lambda: int(left == right),
        "!=": lambda: int(left != right), "<": lambda: int(left < right), "<=": lambda: int(left <= right),
        ">": lambda: int(left > right), ">=": lambda: int(left >= right),
    }
    try:
        return operations[tree.sign]()
    except ZeroDivisionError:
        raise CalcError("division by zero", tree.column) from None
    except OverflowError:
        raise CalcError("the result is too large", tree.column) from None


def _apply(call, arguments):
    if call.name not in FUNCTIONS:
        raise CalcError(f"there is no function {call.name}", call.column)
    function, count = FUNCTIONS[call.name]
    if len(arguments) != count and (count is not None or not arguments):
        raise CalcError(f"{call.name} takes {count or 'at least 1'} argument(s)", call.column)
    try:
        return function(*arguments)
    except (ValueError, OverflowError):
        raise CalcError(f"{call.name} is not defined there", call.column) from None


def unparse(tree, rank=0):
    """The formula of a tree with no more parentheses than needed."""
    if isinstance(tree, Number):
        return repr(tree.value)
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Call):
        return f"{tree.name}({', '.join(map(unparse, tree.arguments))})"
    if isinstance(tree, Unary):
        own = UNARY_RANKS[tree.sign]
        text = f"{tree.sign}{' ' if tree.sign == 'not' else ''}{unparse(tree.operand, own)}"
    elif isinstance(tree, Choice):
        own = RANKS["?"]
        text = f"{unparse(tree.condition, own + 1)} ? {unparse(tree.yes)} : {unparse(tree.no, own)}"
    else:
        own = RANKS[tree.sign]
        left, right = (own + 1, own) if tree.sign == "^" else (own, own + 1)
        text = f"{unparse(tree.left, left)} {tree.sign} {unparse(tree.right, right)}"
    return f"({text})" if own < rank else text
