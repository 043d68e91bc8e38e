"""Knock-out tournaments."""

from tourney.bracket import Bracket
from tourney.errors import TourneyError

__all__ = ["Bracket", "TourneyError"]
