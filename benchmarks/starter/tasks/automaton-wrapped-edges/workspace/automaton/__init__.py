"""Cellular automata in which a cell lives or dies by the number of its living neighbours."""

from automaton.board import Board
from automaton.rule import LIFE, Rule

__all__ = ["LIFE", "Board", "Rule"]
