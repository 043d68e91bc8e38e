"""Which rule needs which."""

from __future__ import annotations

from collections.abc import Iterable

from kiln.errors import Circle, RuleError
from kiln.rules import Rule


class Graph:
    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            if rule.target in self._rules:
                raise RuleError(f"two rules make {rule.target}")
            self._rules[rule.target] = rule

    def rule(self, target: str) -> Rule | None:
        return self._rules.get(target)

    def inputs(self, rule: Rule) -> list[str]:
        """The files that a rule reads, in order, with the members in place of groups."""
        found: list[str] = []
        for source in rule.sources:
            inner = self._rules.get(source)
            found.extend(self.inputs(inner) if inner is not None and inner.is_group else [source])
        return found

    def ordered(self, goal: str) -> list[Rule]:
        """The rules that a goal needs, groups left out, each after those that make what it reads. Raises Circle."""
        order: list[Rule] = []
        done: set[str] = set()
        self._visit(goal, (), order, done)
        return order

    def _visit(self, target: str, path: tuple[str, ...], order: list[Rule], done: set[str]) -> None:
        if target in path:
            raise Circle([*path[path.index(target) :], target])
        rule = self._rules.get(target)
        if rule is None or target in done:
            return
        for source in rule.sources:
            self._visit(source, (*path, target), order, done)
        done.add(target)
        if not rule.is_group:
            order.append(rule)

    def targets(self) -> list[str]:
        return sorted(self._rules)
