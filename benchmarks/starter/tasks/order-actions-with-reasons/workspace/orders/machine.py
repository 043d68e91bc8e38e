"""Moves orders along the rules of a definition."""

from __future__ import annotations

from collections.abc import Mapping

from orders.errors import DefinitionError, TransitionError
from orders.guards import Guard, Surroundings
from orders.model import Order
from orders.parser import ANY, Definition, Rule


class Machine:
    """Raises DefinitionError for rules with guards that it does not know."""

    def __init__(self, definition: Definition, guards: Mapping[str, Guard]) -> None:
        unknown = sorted({name for rule in definition.rules for name in rule.guards} - set(guards))
        if unknown:
            raise DefinitionError(f"unknown guards: {', '.join(unknown)}")
        self.definition = definition
        self._guards = dict(guards)

    def rules(self, state: str) -> list[Rule]:
        """The rules that may apply in a state, in the order of the definition."""
        if state in self.definition.final:
            return []
        return [rule for rule in self.definition.rules if rule.source in (state, ANY)]

    def fire(self, order: Order, event: str, around: Surroundings) -> str:
        """Move the order by the first rule that lets it pass, and return its new state.

        Raises TransitionError, and then the order is as it was.
        """
        for rule in self.rules(order.state):
            if rule.event == event and self._passes(rule, order, around):
                order.state = rule.target
                return order.state
        raise TransitionError(order.number, event, order.state, "no rule fits")

    def _passes(self, rule: Rule, order: Order, around: Surroundings) -> bool:
        return all(self._guards[name](order, around) for name in rule.guards)
