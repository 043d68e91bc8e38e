"""Parses and runs SELECT statements.

    SELECT expressions FROM table [alias] {JOIN table [alias] ON condition}
    [WHERE condition] [GROUP BY columns] [ORDER BY expressions [DESC]] [LIMIT n]

Conditions have three values: True, False and None for "unknown", which is what a comparison with NULL gives. WHERE
and ON keep what is True.
"""

from dataclasses import dataclass, field
from typing import Any, List, Optional

from minisql.table import QueryError, Result
from minisql.tokens import tokenize
from minisql.values import operate, sort_key

RESERVED = {
    "SELECT", "FROM", "JOIN", "INNER", "ON", "WHERE", "GROUP", "ORDER", "BY", "LIMIT", "AND", "OR", "NOT", "IS",
    "NULL", "AS", "ASC", "DESC",
}
AGGREGATES = {"COUNT", "SUM", "MIN", "MAX"}


@dataclass(frozen=True)
class Column:
    table: Optional[str]
    name: str


@dataclass(frozen=True)
class Literal:
    value: Any


@dataclass(frozen=True)
class Operation:
    """A comparison, AND, OR, NOT or IS NULL with its operands."""

    name: str
    operands: tuple


@dataclass(frozen=True)
class Aggregate:
    name: str
    operand: Optional[Column]


@dataclass(frozen=True)
class Output:
    expression: Any
    name: str


@dataclass(frozen=True)
class Join:
    table: str
    alias: str
    condition: Any


@dataclass
class Select:
    outputs: Optional[List[Output]]
    table: str
    alias: str
    joins: List[Join] = field(default_factory=list)
    where: Any = None
    groups: List[Column] = field(default_factory=list)
    orders: List[tuple] = field(default_factory=list)
    limit: Optional[int] = None


class Parser:
    """Recursive descent over the tokens of one statement."""

    def __init__(self, statement):
        self._tokens = tokenize(statement)
        self._at = 0

    def statement(self):
        self._expect("SELECT")
        outputs = None if self._sign("*") else self._listed(self._output)
        self._expect("FROM")
        select = Select(outputs, *self._source())
        while self._accept("JOIN", "INNER"):
            if self._previous() == "INNER":
                self._expect("JOIN")
            table, alias = self._source()
            self._expect("ON")
            select.joins.append(Join(table, alias, self._condition()))
        if self._accept("WHERE"):
            select.where = self._condition()
        if self._accept("GROUP"):
            self._expect("BY")
            select.groups = self._listed(self._column)
        if self._accept("ORDER"):
            self._expect("BY")
            select.orders = self._listed(self._order)
        if self._accept("LIMIT"):
            select.limit = self._take("number")
        self._take("end")
        return select

    def _peek(self):
        return self._tokens[self._at]

    def _previous(self):
        return self._tokens[self._at - 1][1].upper()

    def _take(self, kind):
        found, value = self._peek()
        if found != kind or (kind == "word" and value.upper() in RESERVED):
            raise QueryError(f"{kind} expected, found {'the end' if found == 'end' else repr(value)}")
        self._at += 1
        return value

    def _accept(self, *words):
        kind, value = self._peek()
        if kind != "word" or value.upper() not in words:
            return False
        self._at += 1
        return True

    def _sign(self, *signs):
        kind, value = self._peek()
        if kind != "sign" or value not in signs:
            return None
        self._at += 1
        return value

    def _expect(self, word):
        if not self._accept(word):
            raise QueryError(f"{word} expected, found {self._peek()[1]!r}")

    def _listed(self, item):
        items = [item()]
        while self._sign(","):
            items.append(item())
        return items

    def _source(self):
        table = self._take("word")
        kind, value = self._peek()
        if self._accept("AS") or (kind == "word" and value.upper() not in RESERVED):
            return table, self._take("word")
        return table, table

    def _output(self):
        expression = self._operand()
        if self._accept("AS"):
            return Output(expression, self._take("word"))
        return Output(expression, expression.name.lower() if hasattr(expression, "name") else "value")

    def _order(self):
        expression = self._operand()
        return expression, self._accept("ASC", "DESC") and self._previous() == "DESC"

    def _column(self):
        name = self._take("word")
        return Column(name, self._take("word")) if self._sign(".") else Column(None, name)

    def _condition(self):
        left = self._conjunction()
        while self._accept("OR"):
            left = Operation("OR", (left, self._conjunction()))
        return left

    def _conjunction(self):
        left = self._negation()
        while self._accept("AND"):
            left = Operation("AND", (left, self._negation()))
        return left

    def _negation(self):
        if self._accept("NOT"):
            return Operation("NOT", (self._negation(),))
        if self._sign("("):
            inner = self._condition()
            if not self._sign(")"):
                raise QueryError("a parenthesis is not closed")
            return inner
        return self._comparison()

    def _comparison(self):
        left = self._operand()
        if self._accept("IS"):
            negated = self._accept("NOT")
            self._expect("NULL")
            test = Operation("IS NULL", (left,))
            return Operation("NOT", (test,)) if negated else test
        sign = self._sign("=", "<>", "<", "<=", ">", ">=")
        if not sign:
            raise QueryError(f"comparison expected, found {self._peek()[1]!r}")
        return Operation(sign, (left, self._operand()))

    def _operand(self):
        kind, value = self._peek()
        if kind in ("number", "string"):
            self._at += 1
            return Literal(value)
        if self._sign("-"):
            return Literal(-self._take("number"))
        if self._accept("NULL"):
            return Literal(None)
        column = self._column()
        if column.table is None and column.name.upper() in AGGREGATES and self._sign("("):
            operand = None if column.name.upper() == "COUNT" and self._sign("*") else self._column()
            if not self._sign(")"):
                raise QueryError("a parenthesis is not closed")
            return Aggregate(column.name.upper(), operand)
        return column


def query(database, statement):
    """Run a SELECT over a dict of tables. Raises QueryError."""
    return _Run(database, Parser(statement).statement()).result()


class _Run:
    """One statement being run. A joined row is a dict from alias to the row of that table."""

    def __init__(self, database, select):
        self._select = select
        self._tables = {}
        for table, alias in [(select.table, select.alias), *((join.table, join.alias) for join in select.joins)]:
            if table not in database:
                raise QueryError(f"there is no table {table!r}")
            if alias in self._tables:
                raise QueryError(f"{alias!r} is used for two tables")
            self._tables[alias] = database[table]

    def result(self):
        select = self._select
        outputs = select.outputs or [
            Output(Column(alias, name), name) for alias, table in self._tables.items() for name in table.columns
        ]
        expressions = [output.expression for output in outputs] + [expression for expression, _ in select.orders]
        groups = [[row] for row in self._joined()]
        if select.groups or any(isinstance(expression, Aggregate) for expression in expressions):
            groups = self._grouped([group[0] for group in groups])
        for expression, descending in reversed(select.orders):
            groups.sort(key=lambda group: sort_key(self._output(expression, group)), reverse=descending)
        rows = [tuple(self._output(output.expression, group) for output in outputs) for group in groups]
        return Result([output.name for output in outputs], rows[:select.limit])

    def _joined(self):
        """All rows that satisfy ON and WHERE. Conditions on a single table are applied while it is read."""
        early, late = {}, []
        for condition in _conjuncts(self._select.where):
            aliases = self._aliases(condition)
            if len(aliases) == 1:
                early.setdefault(aliases.pop(), []).append(condition)
            else:
                late.append(condition)
        rows = self._scan(self._select.alias, early)
        for join in self._select.joins:
            right = self._scan(join.alias, early)
            pairs = ({**row, **other} for row in rows for other in right)
            rows = [pair for pair in pairs if self._value(join.condition, pair) is True]
        return [row for row in rows if all(self._value(condition, row) is True for condition in late)]

    def _scan(self, alias, early):
        rows = ({alias: row} for row in self._tables[alias].rows)
        return [row for row in rows if all(self._value(test, row) is True for test in early.get(alias, ()))]

    def _grouped(self, rows):
        """The rows by the values of the GROUP BY columns; without GROUP BY all rows are one group, even no rows."""
        if not self._select.groups:
            return [rows]
        groups = {}
        for row in rows:
            key = tuple(self._value(column, row) for column in self._select.groups)
            groups.setdefault(key, []).append(row)
        return list(groups.values())

    def _output(self, expression, group):
        if not isinstance(expression, Aggregate):
            return self._value(expression, group[0]) if group else None
        if expression.operand is None:
            return len(group)
        values = [value for value in (self._value(expression.operand, row) for row in group) if value is not None]
        if expression.name == "COUNT":
            return len(values)
        return {"SUM": sum, "MIN": min, "MAX": max}[expression.name](values) if values else None

    def _value(self, expression, row):
        if isinstance(expression, Literal):
            return expression.value
        if isinstance(expression, Column):
            return row[self._alias(expression)][expression.name]
        return operate(expression.name, [self._value(operand, row) for operand in expression.operands])

    def _alias(self, column):
        """The alias of the table that a column belongs to."""
        owners = [alias for alias, table in self._tables.items() if column.name in table.columns]
        if column.table is not None:
            owners = [alias for alias in owners if alias == column.table]
        if len(owners) != 1:
            name = f"{column.table}.{column.name}" if column.table else column.name
            raise QueryError(f"column {name!r} {'is ambiguous' if owners else 'does not exist'}")
        return owners[0]

    def _aliases(self, expression):
        if isinstance(expression, Column):
            return {self._alias(expression)}
        if isinstance(expression, Operation):
            return set().union(*(self._aliases(operand) for operand in expression.operands))
        return set()


def _conjuncts(condition):
    if isinstance(condition, Operation) and condition.name == "AND":
        return [part for operand in condition.operands for part in _conjuncts(operand)]
    return [] if condition is None else [condition]
