"""Evaluation: what formulas mean, and the sheet that holds them.

The value of a cell is a float, a str, None (an empty cell) or an Error. Comparisons give 1.0 or 0.0.
"""

from dataclasses import dataclass
from typing import Any, Optional

from sheet import formula, refs


@dataclass(frozen=True)
class Error:
    """An error as the value of a cell, such as ``#DIV/0!``."""

    code: str

    def __str__(self):
        return self.code


CYCLE = Error("#CYCLE!")
DIVISION = Error("#DIV/0!")
NAME = Error("#NAME?")
VALUE = Error("#VALUE!")


class Failure(Exception):
    """Carries an error value out of a formula."""

    def __init__(self, error):
        super().__init__(error.code)
        self.error = error


def number(value):
    """The value as a number: empty cells count as zero, texts are an error."""
    if value is None:
        return 0.0
    if isinstance(value, float):
        return value
    raise Failure(VALUE)


def text(value):
    """The value as text, numbers in their shortest form."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def compare(operator, left, right):
    """Compare two numbers, or two texts without regard to case; a number is less than any text."""
    if left is None:
        left = "" if isinstance(right, str) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else 0.0
    one = (isinstance(left, str), left.lower() if isinstance(left, str) else left)
    two = (isinstance(right, str), right.lower() if isinstance(right, str) else right)
    holds = {
        "=": one == two, "<>": one != two, "<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two,
    }[operator]
    return 1.0 if holds else 0.0


def calculate(operator, left, right):
    """Apply an arithmetic operator."""
    left, right = number(left), number(right)
    try:
        if operator == "+":
            return left + right
        if operator == "-":
            return left - right
        if operator == "*":
            return left * right
        if operator == "/":
            return left / right
        result = left ** right
    except ZeroDivisionError:
        raise Failure(DIVISION) from None
    except OverflowError:
        raise Failure(VALUE) from None
    if isinstance(result, complex):
        raise Failure(VALUE)
    return result


def _numbers(arguments):
    """The numbers among the arguments and in their ranges; texts and empty cells in ranges are passed over."""
    found = []
    for argument in arguments:
        if isinstance(argument, list):
            found.extend(value for value in argument if isinstance(value, float))
        else:
            found.append(number(argument))
    return found


def _average(arguments):
    numbers = _numbers(arguments)
    if not numbers:
        raise Failure(DIVISION)
    return sum(numbers) / len(numbers)


def _round(arguments):
    if len(arguments) not in (1, 2):
        raise Failure(VALUE)
    digits = int(number(arguments[1])) if len(arguments) == 2 else 0
    return float(round(number(arguments[0]), digits))


def _one(function):
    """A function of one plain value."""
    def call(arguments):
        if len(arguments) != 1 or isinstance(arguments[0], list):
            raise Failure(VALUE)
        return function(arguments[0])
    return call


FUNCTIONS = {
    "SUM": lambda arguments: float(sum(_numbers(arguments))),
    "MIN": lambda arguments: min(_numbers(arguments), default=0.0),
    "MAX": lambda arguments: max(_numbers(arguments), default=0.0),
    "COUNT": lambda arguments: float(len(_numbers(arguments))),
    "AVERAGE": _average,
    "ROUND": _round,
    "ABS": _one(lambda value: abs(number(value))),
    "LEN": _one(lambda value: float(len(text(value)))),
    "UPPER": _one(lambda value: text(value).upper()),
}


def evaluate(tree, lookup):
    """The value of a tree; ``lookup`` gives the value of a cell. Raises Failure with the first error met."""
    kind = tree[0]
    if kind in ("number", "text"):
        return tree[1]
    if kind == "cell":
        return _sound(lookup(tree[1]))
    if kind == "range":
        return [_sound(lookup(ref)) for ref in tree[1]]
    if kind == "negate":
        return -number(evaluate(tree[1], lookup))
    if kind == "call":
        return _call(tree[1], tree[2], lookup)
    _, operator, left, right = tree
    left, right = evaluate(left, lookup), evaluate(right, lookup)
    if isinstance(left, list) or isinstance(right, list):
        raise Failure(VALUE)
    if operator == "&":
        return text(left) + text(right)
    if operator in ("=", "<>", "<", "<=", ">", ">="):
        return compare(operator, left, right)
    return calculate(operator, left, right)


def _sound(value):
    if isinstance(value, Error):
        raise Failure(value)
    return value


def _call(name, arguments, lookup):
    """Call a function. IF and IFERROR evaluate only the arguments that they need."""
    if name == "IF":
        if len(arguments) != 3:
            raise Failure(VALUE)
        chosen = arguments[1] if number(evaluate(arguments[0], lookup)) else arguments[2]
        return evaluate(chosen, lookup)
    if name == "IFERROR":
        if len(arguments) != 2:
            raise Failure(VALUE)
        try:
            return evaluate(arguments[0], lookup)
        except Failure:
            return evaluate(arguments[1], lookup)
    if name not in FUNCTIONS:
        raise Failure(NAME)
    return FUNCTIONS[name]([evaluate(argument, lookup) for argument in arguments])


@dataclass(frozen=True)
class Cell:
    """What was typed, with the tree of a formula or the value of a constant."""

    typed: str
    tree: Optional[tuple] = None
    constant: Any = None


def read(typed):
    """The cell for something typed in, None for nothing. Raises ValueError for a formula that cannot be parsed."""
    stripped = typed.strip()
    if not stripped:
        return None
    if stripped.startswith("="):
        return Cell(typed, tree=formula.parse(stripped[1:]))
    try:
        return Cell(typed, constant=float(stripped))
    except ValueError:
        return Cell(typed, constant=typed)


class Sheet:
    """Cells by name."""

    def __init__(self):
        self._cells = {}
        self.evaluations = 0

    def typed(self, name):
        """What was typed into a cell."""
        cell = self._cells.get(refs.parse(name))
        return cell.typed if cell else ""

    def names(self):
        """The names of all cells that hold something, from top to bottom and from left to right."""
        return [refs.name(ref) for ref in sorted(self._cells)]

    def show(self, name):
        """The value of a cell as it is displayed."""
        return text(self.get(name))

    def set(self, name, typed):
        """Write a cell; an empty text clears it. Raises ValueError for a formula that cannot be parsed."""
        ref = refs.parse(name)
        cell = read(typed)
        if cell is None:
            self._cells.pop(ref, None)
        else:
            self._cells[ref] = cell

    def get(self, name):
        """The value of a cell."""
        return self._value(refs.parse(name), ())

    def _value(self, ref, trail):
        if ref in trail:
            return CYCLE
        cell = self._cells.get(ref)
        if cell is None or cell.tree is None:
            return cell.constant if cell else None
        return self._calculated(cell, lambda other: self._value(other, (*trail, ref)))

    def _calculated(self, cell, lookup):
        """The value of a formula, an empty result being zero."""
        self.evaluations += 1
        try:
            value = evaluate(cell.tree, lookup)
        except Failure as failure:
            return failure.error
        if isinstance(value, list):
            return VALUE
        return 0.0 if value is None else value

    def table(self):
        """The displayed values as rows of equal length, from A1 to the last used row and column."""
        height = max((row for row, _ in self._cells), default=-1) + 1
        width = max((column for _, column in self._cells), default=-1) + 1
        return [[self.show(refs.name((row, column))) for column in range(width)] for row in range(height)]
