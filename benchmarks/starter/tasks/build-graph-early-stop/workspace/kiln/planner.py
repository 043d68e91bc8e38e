"""Which rules could have to run."""

from __future__ import annotations

from dataclasses import dataclass

from kiln import digest
from kiln.files import Files
from kiln.graph import Graph
from kiln.history import History
from kiln.rules import Rule


@dataclass(frozen=True)
class Step:
    rule: Rule
    why: str


class Planner:
    def __init__(self, graph: Graph, files: Files, history: History) -> None:
        self._graph = graph
        self._files = files
        self._history = history

    def plan(self, goal: str) -> list[Step]:
        """Rules with something new about them, and all rules that read what those make, in an order to run them in."""
        steps: dict[str, Step] = {}
        for rule in self._graph.ordered(goal):
            why = self.reason(rule)
            if not why:
                made = [path for path in self._graph.inputs(rule) if path in steps]
                why = f"{made[0]} is made anew" if made else ""
            if why:
                steps[rule.target] = Step(rule, why)
        return list(steps.values())

    def reason(self, rule: Rule) -> str:
        """Why a rule has to run as the files are now, or nothing if it has not."""
        if not self._files.exists(rule.target):
            return "it is not there"
        last = self._history.last(rule.target)
        if last is None:
            return "it was never made here"
        return "" if last == self.fingerprint(rule) else "something that it is made of has changed"

    def fingerprint(self, rule: Rule) -> str:
        """Of the recipe and of all files that it reads, as they are now."""
        paths = self._graph.inputs(rule)
        texts = [digest.of_text(self._files.read(path)) if self._files.exists(path) else "" for path in paths]
        return digest.combined([rule.recipe, *paths, *texts])
