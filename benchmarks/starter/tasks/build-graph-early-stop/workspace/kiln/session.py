"""A set of rules over a set of files: what the command line and other programs use."""

from __future__ import annotations

from collections.abc import Mapping

from kiln import report
from kiln.actions import Action, standard_actions
from kiln.files import Files
from kiln.graph import Graph
from kiln.history import History
from kiln.parser import parse
from kiln.planner import Planner
from kiln.runner import BuildResult, Runner


class Session:
    def __init__(
        self,
        rules: str,
        files: Files,
        history: History | None = None,
        extra_actions: Mapping[str, Action] | None = None,
    ) -> None:
        self.files = files
        self.history = history if history is not None else History()
        graph = Graph(parse(rules))
        self._planner = Planner(graph, files, self.history)
        actions = {**standard_actions(), **(extra_actions or {})}
        self._runner = Runner(graph, files, self.history, self._planner, actions)

    def build(self, goal: str) -> BuildResult:
        """Raises BuildError."""
        return self._runner.build(goal)

    def preview(self, goal: str) -> str:
        """What a build could have to run, and why. Changes nothing."""
        return report.preview(self._planner.plan(goal))
