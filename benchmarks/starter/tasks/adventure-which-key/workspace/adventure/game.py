"""The commands that a player types."""

from adventure.world import Refused

DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west", "u": "up", "d": "down"}
DIRECTIONS.update({direction: direction for direction in list(DIRECTIONS.values())})

VERBS = {
    "take": "take", "get": "take", "drop": "drop", "open": "open", "close": "close", "shut": "close",
    "examine": "examine",
}


class Game:
    """Turns lines of text into actions in a world, and what happened into text."""

    def __init__(self, world):
        self.world = world

    def command(self, line):
        """Carry out one command; the answer for the player."""
        verb, _, rest = line.strip().lower().partition(" ")
        rest = rest.strip()
        try:
            return self._act(verb, rest)
        except Refused as refusal:
            return str(refusal)

    def _act(self, verb, rest):
        if verb in DIRECTIONS:
            return self.world.go(DIRECTIONS[verb])
        if verb == "look":
            return self.world.describe()
        if verb == "inventory":
            return self.world.inventory()
        if verb == "put" and " in " in rest:
            what, _, where = rest.partition(" in ")
            return self.world.put(self._thing(what), self._thing(where))
        if verb == "unlock" and " with " in rest:
            what, _, tool = rest.partition(" with ")
            return self.world.unlock(self._thing(what), self._thing(tool))
        if verb in VERBS and rest:
            return getattr(self.world, VERBS[verb])(self._thing(rest))
        return "I do not understand that."

    def _thing(self, phrase):
        thing = self.world.find(phrase)
        if thing is None:
            raise Refused(f"You see no {phrase} here.")
        return thing
