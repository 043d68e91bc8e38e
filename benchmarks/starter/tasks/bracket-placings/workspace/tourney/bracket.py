"""The bracket: its matches, what is recorded about them, and how it looks.

Entrants are known inside by their seeds, the best being 1. The matches of a round are numbered from top to bottom,
and the winners of the matches 2n and 2n + 1 meet in match n of the next round. Where the number of entrants is no
power of two, the best seeds have a bye: their first match has only one side and counts as won.
"""

import json
from dataclasses import dataclass
from typing import Optional, Tuple

from tourney.draw import bracket_size, seed_order
from tourney.errors import TourneyError

THIRD = "third"
ROUND_NAMES = {1: "Final", 2: "Semi-finals", 4: "Quarter-finals"}


@dataclass
class Match:
    """A match between two seeds, None where a side is not known yet.

    ``score`` are the points of both sides; ``walkover`` is the seed that won without playing.
    """

    name: str
    sides: Tuple[Optional[int], Optional[int]] = (None, None)
    score: Optional[Tuple[int, int]] = None
    walkover: Optional[int] = None
    bye: bool = False

    @property
    def is_ready(self):
        """Whether both sides are known and there is no result yet."""
        return None not in self.sides and not self.is_decided

    @property
    def is_decided(self):
        return self.bye or self.score is not None or self.walkover is not None

    @property
    def winner(self):
        """The seed that goes on, None as long as there is no result."""
        if self.bye:
            return self.sides[0] or self.sides[1]
        if self.walkover is not None:
            return self.walkover
        if self.score is None:
            return None
        return self.sides[0] if self.score[0] > self.score[1] else self.sides[1]

    @property
    def loser(self):
        if self.bye or not self.is_decided:
            return None
        return self.sides[1] if self.winner == self.sides[0] else self.sides[0]

    def clear(self):
        self.score = self.walkover = None


class Bracket:
    """A knock-out tournament."""

    def __init__(self, entrants, third_place=False):
        """``entrants`` are names in the order of their seeds. Raises TourneyError."""
        self.entrants = tuple(entrants)
        if len(self.entrants) < 2:
            raise TourneyError("a tournament needs two entrants at least")
        if len(set(self.entrants)) < len(self.entrants):
            raise TourneyError("two entrants have the same name")
        if third_place and len(self.entrants) < 4:
            raise TourneyError("a match for third place needs four entrants")
        self.rounds = self._draw(bracket_size(len(self.entrants)))
        self.third = Match(THIRD) if third_place else None
        self._advance()

    def _draw(self, size):
        seeds = [seed if seed <= len(self.entrants) else None for seed in seed_order(size)]
        first = []
        for number in range(size // 2):
            sides = seeds[2 * number], seeds[2 * number + 1]
            first.append(Match(f"1-{number + 1}", sides, bye=None in sides))
        rounds = [first]
        while len(rounds[-1]) > 1:
            count = len(rounds[-1]) // 2
            rounds.append([Match(f"{len(rounds) + 1}-{number + 1}") for number in range(count)])
        return rounds

    # Looking things up

    def name(self, seed):
        return self.entrants[seed - 1] if seed else None

    def seed(self, name):
        """Raises TourneyError if nobody has that name."""
        if name not in self.entrants:
            raise TourneyError(f"{name!r} does not take part")
        return self.entrants.index(name) + 1

    def matches(self):
        """All matches, round by round, with the match for third place just before the final."""
        found = [match for matches in self.rounds[:-1] for match in matches]
        return found + ([self.third] if self.third else []) + self.rounds[-1]

    def match(self, name):
        """The match with a name such as "2-1", or "third". Raises TourneyError."""
        for match in self.matches():
            if match.name == name:
                return match
        raise TourneyError(f"there is no match {name!r}")

    def ready(self):
        """The names of the matches that can be played now."""
        return [match.name for match in self.matches() if match.is_ready]

    @property
    def final(self):
        return self.rounds[-1][0]

    @property
    def champion(self):
        """The name of the winner of the final, or None."""
        return self.name(self.final.winner)

    @property
    def is_over(self):
        return all(match.is_decided for match in self.matches())

    def path(self, name):
        """The names of the matches that an entrant has been drawn into, in order, without byes."""
        seed = self.seed(name)
        return [match.name for match in self.matches() if seed in match.sides and not match.bye]

    # Results

    def record(self, name, first, second):
        """Record the points of a match, those of the upper side first. Raises TourneyError."""
        match = self._playable(name)
        if min(first, second) < 0:
            raise TourneyError("points are never negative")
        if first == second:
            raise TourneyError("a knock-out match cannot end in a draw")
        match.score = (first, second)
        self._advance()

    def walkover(self, name, winner):
        """Record that an entrant goes on because the other one does not play. Raises TourneyError."""
        match = self._playable(name)
        seed = self.seed(winner)
        if seed not in match.sides:
            raise TourneyError(f"{winner!r} is not in match {name}")
        match.walkover = seed
        self._advance()

    def undo(self, name):
        """Take back a result on which no other one is built yet. Raises TourneyError."""
        match = self.match(name)
        if match.bye or not match.is_decided:
            raise TourneyError(f"match {name} has no result")
        for other in self._following(match):
            if other.is_decided:
                raise TourneyError(f"match {other.name} has been decided since")
        match.clear()
        self._advance()

    def _playable(self, name):
        match = self.match(name)
        if match.is_decided:
            raise TourneyError(f"match {name} has a result already")
        if not match.is_ready:
            raise TourneyError(f"match {name} is not ready")
        return match

    def _following(self, match):
        """The matches whose sides depend on the result of another one."""
        for number, matches in enumerate(self.rounds[:-1]):
            if match in matches:
                following = [self.rounds[number + 1][matches.index(match) // 2]]
                return following + ([self.third] if self.third and len(matches) == 2 else [])
        return []

    def _advance(self):
        """Put winners into the next round, and the losers of the semi-finals into the match for third place."""
        for before, after in zip(self.rounds, self.rounds[1:]):
            for number, match in enumerate(after):
                match.sides = before[2 * number].winner, before[2 * number + 1].winner
        if self.third:
            upper, lower = self.rounds[-2]
            self.third.sides = upper.loser, lower.loser

    # Text

    def round_name(self, number):
        """The name of a round, counted from 0."""
        count = len(self.rounds[number])
        return ROUND_NAMES.get(count, f"Last {2 * count}")

    def __str__(self):
        lines = []
        for number, matches in enumerate(self.rounds):
            if number == len(self.rounds) - 1 and self.third:
                lines += ["Third place", self._line(self.third), ""]
            lines.append(self.round_name(number))
            lines += [self._line(match) for match in matches]
            lines.append("")
        return "\n".join(lines)

    def _line(self, match):
        if match.bye:
            return f"  {match.name}  {self.name(match.winner)} (bye)"
        upper, lower = (self.name(seed) or "?" for seed in match.sides)
        if match.walkover is not None:
            return f"  {match.name}  {upper} - {lower}  walkover for {self.name(match.walkover)}"
        points = f"  {match.score[0]}:{match.score[1]}" if match.score else ""
        return f"  {match.name}  {upper} - {lower}{points}"

    # Storing

    def dump(self):
        """The tournament as JSON."""
        results = []
        for match in self.matches():
            if match.score is not None:
                results.append({"match": match.name, "score": list(match.score)})
            elif match.walkover is not None:
                results.append({"match": match.name, "walkover": self.name(match.walkover)})
        content = {"entrants": list(self.entrants), "third_place": self.third is not None, "results": results}
        return json.dumps(content, indent=1, ensure_ascii=False)

    @classmethod
    def load(cls, text):
        """The tournament for a dump. Raises TourneyError."""
        content = json.loads(text)
        bracket = cls(content["entrants"], content["third_place"])
        for result in content["results"]:
            if "score" in result:
                bracket.record(result["match"], *result["score"])
            else:
                bracket.walkover(result["match"], result["walkover"])
        return bracket
