"""Checks a document against a schema.

A schema is a dict of rules:

    type        a name from TYPES or a list of them
    enum        the values allowed
    min, max    bounds of a number, included; above, below: bounds that are not included
    length      [least, most] for the length of a string, a list or a dict; None for no bound
    pattern     a regular expression that has to match somewhere in a string
    format      a name from FORMATS
    items       the schema of the items of a list; tuple: a list of schemas, one for each item
    unique      True if no two items of a list may be equal
    properties  the schemas of the properties of a dict; required: the names that must be there
    keys        the schema of the property names; values: the schema of properties that are not in `properties`
    closed      True if no others than those in `properties` are allowed
    needs       {name: [names that must be there as well if it is]}
    any_of      schemas of which one has to fit; all_of: schemas that all have to fit; not: one that must not fit
    use         the name of a schema under `definitions` of the whole schema

Rules for other types than that of the value are passed over: `min` says nothing about strings.
"""

import re
from dataclasses import dataclass

from checkup.formats import FORMATS

TYPES = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "list": lambda value: isinstance(value, list),
    "dict": lambda value: isinstance(value, dict),
}
DEPTH = 64


class SchemaError(ValueError):
    """The schema itself makes no sense."""


@dataclass(frozen=True)
class Problem:
    """A rule that a document breaks: where, which rule, and what is wrong."""

    path: str
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}: {self.message}"


class Invalid(ValueError):
    """A document that breaks its schema."""

    def __init__(self, problems):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Spot:
    """A place in the document that is being checked."""

    path: str = "$"
    depth: int = 0

    def key(self, name):
        return Spot(f"{self.path}.{name}", self.depth)

    def item(self, index):
        return Spot(f"{self.path}[{index}]", self.depth)

    def deeper(self):
        """The same place one reference further. Raises SchemaError if references go round in a circle."""
        if self.depth == DEPTH:
            raise SchemaError(f"{self.path}: the definitions use each other without end")
        return Spot(self.path, self.depth + 1)

    def problem(self, rule, message):
        return Problem(self.path, rule, message)


def check(document, schema):
    """All problems of a document, in the order of the rules above. Raises SchemaError."""
    return list(_Checker(schema).check(document, schema, Spot()))


def validate(document, schema):
    """The document, if it has no problems. Raises Invalid or SchemaError."""
    problems = check(document, schema)
    if problems:
        raise Invalid(problems)
    return document


def _shown(value):
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _same(left, right):
    """Equality that tells True from 1."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    return left == right


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _Checker:
    """Each rule is a method that yields the problems of a value."""

    def __init__(self, schema):
        self._definitions = schema.get("definitions", {})

    def check(self, value, schema, spot):
        if not isinstance(schema, dict):
            raise SchemaError(f"{spot.path}: a schema is a dict, not {_shown(schema)}")
        unknown = sorted(set(schema) - set(_RULES) - {"definitions"})
        if unknown:
            raise SchemaError(f"{spot.path}: there is no rule {unknown[0]!r}")
        for rule, (kind, method) in _RULES.items():
            if rule in schema and (kind is None or isinstance(value, kind) and not isinstance(value, bool)):
                yield from method(self, value, schema[rule], schema, spot)

    # Values of any type

    def _type(self, value, names, schema, spot):
        names = [names] if isinstance(names, str) else names
        if not set(names) <= set(TYPES):
            raise SchemaError(f"{spot.path}: unknown type in {_shown(names)}")
        if not any(TYPES[name](value) for name in names):
            yield spot.problem("type", f"{_shown(value)} is not of type {' or '.join(names)}")

    def _enum(self, value, allowed, schema, spot):
        if not any(_same(value, other) for other in allowed):
            yield spot.problem("enum", f"{_shown(value)} is not one of {', '.join(map(_shown, allowed))}")

    def _any_of(self, value, schemas, schema, spot):
        if not any(not list(self.check(value, other, spot)) for other in schemas):
            yield spot.problem("any_of", f"{_shown(value)} fits none of {_count(len(schemas), 'schema')}")

    def _all_of(self, value, schemas, schema, spot):
        for other in schemas:
            yield from self.check(value, other, spot)

    def _not(self, value, other, schema, spot):
        if not list(self.check(value, other, spot)):
            yield spot.problem("not", f"{_shown(value)} is not allowed")

    def _use(self, value, name, schema, spot):
        if name not in self._definitions:
            raise SchemaError(f"{spot.path}: there is no definition {name!r}")
        yield from self.check(value, self._definitions[name], spot.deeper())

    # Numbers

    def _min(self, value, bound, schema, spot):
        if value < bound:
            yield spot.problem("min", f"{value} is less than {bound}")

    def _max(self, value, bound, schema, spot):
        if value > bound:
            yield spot.problem("max", f"{value} is more than {bound}")

    def _above(self, value, bound, schema, spot):
        if value <= bound:
            yield spot.problem("above", f"{value} is not more than {bound}")

    def _below(self, value, bound, schema, spot):
        if value >= bound:
            yield spot.problem("below", f"{value} is not less than {bound}")

    # Strings, lists and dicts

    def _length(self, value, bounds, schema, spot):
        least, most = bounds
        noun = {str: "character", list: "item"}.get(type(value), "key")
        if least is not None and len(value) < least:
            yield spot.problem("length", f"{_count(len(value), noun)} instead of {least} or more")
        if most is not None and len(value) > most:
            yield spot.problem("length", f"{_count(len(value), noun)} instead of {most} or fewer")

    def _pattern(self, value, pattern, schema, spot):
        if not re.search(pattern, value):
            yield spot.problem("pattern", f"{_shown(value)} does not match {pattern}")

    def _format(self, value, name, schema, spot):
        if name not in FORMATS:
            raise SchemaError(f"{spot.path}: there is no format {name!r}")
        if not FORMATS[name](value):
            yield spot.problem("format", f"{_shown(value)} is no {name}")

    def _items(self, value, other, schema, spot):
        for index, item in enumerate(value):
            yield from self.check(item, other, spot.item(index))

    def _tuple(self, value, schemas, schema, spot):
        if len(value) != len(schemas):
            yield spot.problem("tuple", f"{_count(len(value), 'item')} instead of {len(schemas)}")
        for index, (item, other) in enumerate(zip(value, schemas)):
            yield from self.check(item, other, spot.item(index))

    def _unique(self, value, wanted, schema, spot):
        for index, item in enumerate(value if wanted else ()):
            if any(_same(item, other) for other in value[:index]):
                yield Problem(f"{spot.path}[{index}]", "unique", f"{_shown(item)} is there already")

    def _properties(self, value, schemas, schema, spot):
        for name, other in schemas.items():
            if name in value:
                yield from self.check(value[name], other, spot.key(name))

    def _required(self, value, names, schema, spot):
        for name in names:
            if name not in value:
                yield spot.problem("required", f"{name!r} is missing")

    def _keys(self, value, other, schema, spot):
        for name in value:
            for problem in self.check(name, other, Spot(depth=spot.depth)):
                yield Problem(f"{spot.path}.{name}", "keys", f"bad name: {problem.message}")

    def _values(self, value, other, schema, spot):
        for name in value:
            if name not in schema.get("properties", {}):
                yield from self.check(value[name], other, spot.key(name))

    def _closed(self, value, wanted, schema, spot):
        for name in value if wanted else ():
            if name not in schema.get("properties", {}):
                yield Problem(f"{spot.path}.{name}", "closed", f"there must be no {name!r}")

    def _needs(self, value, needs, schema, spot):
        for name, others in needs.items():
            for other in others if name in value else ():
                if other not in value:
                    yield spot.problem("needs", f"{name!r} needs {other!r}")


_NUMBER = (int, float)
_RULES = {
    "type": (None, _Checker._type),
    "enum": (None, _Checker._enum),
    "min": (_NUMBER, _Checker._min),
    "max": (_NUMBER, _Checker._max),
    "above": (_NUMBER, _Checker._above),
    "below": (_NUMBER, _Checker._below),
    "length": ((str, list, dict), _Checker._length),
    "pattern": (str, _Checker._pattern),
    "format": (str, _Checker._format),
    "items": (list, _Checker._items),
    "tuple": (list, _Checker._tuple),
    "unique": (list, _Checker._unique),
    "properties": (dict, _Checker._properties),
    "required": (dict, _Checker._required),
    "keys": (dict, _Checker._keys),
    "values": (dict, _Checker._values),
    "closed": (dict, _Checker._closed),
    "needs": (dict, _Checker._needs),
    "any_of": (None, _Checker._any_of),
    "all_of": (None, _Checker._all_of),
    "not": (None, _Checker._not),
    "use": (None, _Checker._use),
}
