"""A calendar with recurring events."""

from agenda.event import Event
from agenda.recurrence import Rule, RuleError, between, parse_rule

__all__ = ["Event", "Rule", "RuleError", "between", "parse_rule"]
