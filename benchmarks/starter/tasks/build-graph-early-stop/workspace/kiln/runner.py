"""Runs rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiln.actions import Action
from kiln.errors import ActionFailed, NoRule, RuleError
from kiln.files import Files
from kiln.graph import Graph
from kiln.history import History
from kiln.planner import Planner
from kiln.rules import Rule


@dataclass(frozen=True)
class BuildResult:
    ran: tuple[str, ...]
    """Targets that were made, in this order."""
    kept: tuple[str, ...]
    """Targets that the goal needs and that could stay as they were."""


class Runner:
    def __init__(
        self, graph: Graph, files: Files, history: History, planner: Planner, actions: Mapping[str, Action]
    ) -> None:
        self._graph = graph
        self._files = files
        self._history = history
        self._planner = planner
        self._actions = dict(actions)

    def build(self, goal: str) -> BuildResult:
        """Bring a file or a group up to date. Raises BuildError; what was made before that stays made."""
        if self._graph.rule(goal) is None and not self._files.exists(goal):
            raise NoRule(goal)
        planned = [step.rule for step in self._planner.plan(goal)]
        for rule in planned:
            self._run(rule)
        kept = [rule.target for rule in self._graph.ordered(goal) if rule not in planned]
        return BuildResult(tuple(rule.target for rule in planned), tuple(kept))

    def _run(self, rule: Rule) -> None:
        action = self._actions.get(rule.action)
        if action is None:
            raise RuleError(f"there is no action {rule.action!r} ({rule})")
        try:
            text = action(self._texts(rule), dict(rule.settings))
        except ActionFailed as error:
            raise ActionFailed(f"{rule}: {error}") from error
        self._files.write(rule.target, text)
        self._history.record(rule.target, self._planner.fingerprint(rule))

    def _texts(self, rule: Rule) -> list[str]:
        texts = []
        for path in self._graph.inputs(rule):
            if not self._files.exists(path):
                raise NoRule(path)
            texts.append(self._files.read(path))
        return texts
