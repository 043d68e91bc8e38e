"""The model of the world: rooms, things, and what can be done with them.

A thing is at a place: the id of a room, the id of a thing that holds it, or PLAYER. Actions return what the player
reads, or raise Refused with the reason why nothing happened.
"""

from dataclasses import asdict, dataclass, field
from typing import Dict, List, Optional

PLAYER = "player"
NOWHERE = "nowhere"
CAPACITY = 6


class Refused(Exception):
    """An action that cannot be done now; the text is for the player."""


@dataclass
class Thing:
    """Something in the world.

    ``holds`` makes it a container, ``light`` a source of light, ``key`` is the id of the thing that unlocks it. A
    closed thing shows nothing of what it holds.
    """

    id: str
    name: str
    adjectives: List[str]
    place: str
    portable: bool = True
    holds: bool = False
    closed: bool = False
    locked: bool = False
    key: Optional[str] = None
    light: bool = False
    worth: int = 0
    text: str = ""


@dataclass
class Exit:
    """A way to another room, perhaps through a door."""

    room: str
    door: Optional[str] = None


@dataclass
class Room:
    id: str
    name: str
    text: str
    exits: Dict[str, Exit] = field(default_factory=dict)
    dark: bool = False
    visited: bool = False


def listed(phrases, last="and"):
    """"a", "a and b", "a, b and c"."""
    phrases = list(phrases)
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} {last} {phrases[-1]}"


def with_article(thing):
    return f"{'an' if thing.name[0] in 'aeiou' else 'a'} {thing.name}"


class World:
    """The state of a game."""

    def __init__(self, start):
        self.rooms = {}
        self.things = {}
        self.location = start
        self.turns = 0

    def add_room(self, room):
        self._check_new(room.id)
        self.rooms[room.id] = room

    def add_thing(self, thing):
        """Add a thing to a room or into a thing that is there already."""
        self._check_new(thing.id)
        if thing.place not in self.rooms and thing.place not in self.things and thing.place not in (PLAYER, NOWHERE):
            raise ValueError(f"{thing.id}: there is no place {thing.place!r}")
        self.things[thing.id] = thing

    def _check_new(self, name):
        if name in self.rooms or name in self.things or name in (PLAYER, NOWHERE):
            raise ValueError(f"{name!r} exists already")

    @property
    def room(self):
        return self.rooms[self.location]

    # What the player reads

    def describe(self):
        """The room, what is in it and where one can go from it."""
        if self.is_dark():
            return "It is too dark to see anything."
        self.room.visited = True
        lines = [self.room.name, self.room.text]
        loose = [thing for thing in self.contents(self.location) if thing.portable]
        if loose:
            lines.append(f"You see {listed(with_article(thing) for thing in loose)}.")
        for thing in self.contents(self.location):
            inside = [] if thing.closed else self.contents(thing.id)
            if thing.holds and inside:
                lines.append(f"In the {thing.name} you see {listed(with_article(other) for other in inside)}.")
        lines.append(f"You can go {listed(sorted(self.room.exits))}." if self.room.exits else "There is no way out.")
        return "\n".join(line for line in lines if line)

    def inventory(self):
        carried = self.contents(PLAYER)
        if not carried:
            return "You carry nothing."
        return f"You carry {listed(with_article(thing) for thing in carried)}."

    def examine(self, thing):
        text = thing.text or f"You see nothing special about the {thing.name}."
        if thing.locked:
            return f"{text} It is locked."
        if thing.holds and not thing.closed:
            inside = listed(with_article(other) for other in self.contents(thing.id))
            return f"{text} It holds {inside or 'nothing'}."
        return f"{text} It is closed." if thing.closed else text

    def score(self):
        """What the carried things are worth, containers with all that is in them."""
        return sum(thing.worth for thing in self.things.values() if self._outermost(thing) == PLAYER)

    # Actions

    def go(self, direction):
        exit_ = self.room.exits.get(direction)
        if exit_ is None:
            raise Refused("You cannot go that way.")
        door = self.things.get(exit_.door) if exit_.door else None
        if door is not None and door.closed:
            raise Refused(f"The {door.name} is closed.")
        self.location = exit_.room
        self.turns += 1
        return self.describe()

    def take(self, thing):
        if thing.place == PLAYER:
            raise Refused(f"You have the {thing.name} already.")
        if not thing.portable:
            raise Refused(f"You cannot take the {thing.name}.")
        if len(self.contents(PLAYER)) >= CAPACITY:
            raise Refused("You carry too much.")
        return self._move(thing, PLAYER, "Taken.")

    def drop(self, thing):
        self._check_carried(thing)
        return self._move(thing, self.location, "Dropped.")

    def put(self, thing, container):
        self._check_carried(thing)
        if not container.holds:
            raise Refused(f"You cannot put anything in the {container.name}.")
        if container.closed:
            raise Refused(f"The {container.name} is closed.")
        if self._is_within(container, thing):
            raise Refused("That is not possible.")
        return self._move(thing, container.id, "Done.")

    def open(self, thing):
        if thing.locked:
            raise Refused(f"The {thing.name} is locked.")
        if not thing.closed:
            raise Refused("You cannot open that.")
        thing.closed = False
        self.turns += 1
        inside = self.contents(thing.id)
        return f"You find {listed(with_article(other) for other in inside)}." if inside else "Opened."

    def close(self, thing):
        if thing.closed or not (thing.holds or thing.key):
            raise Refused("You cannot close that.")
        thing.closed = True
        self.turns += 1
        return "Closed."

    def unlock(self, thing, tool):
        if not thing.locked:
            raise Refused(f"The {thing.name} is not locked.")
        self._check_carried(tool)
        if tool.id != thing.key:
            raise Refused(f"The {tool.name} does not fit.")
        thing.locked = False
        self.turns += 1
        return f"You unlock the {thing.name}."

    def _move(self, thing, place, answer):
        thing.place = place
        self.turns += 1
        return answer

    def _check_carried(self, thing):
        if thing.place != PLAYER:
            raise Refused(f"You do not have the {thing.name}.")

    # Where things are

    def contents(self, place):
        """The things directly at a place, in the order in which they were added."""
        return [thing for thing in self.things.values() if thing.place == place]

    def is_dark(self):
        """Whether nothing can be seen: a dark room, and no light in it or with the player."""
        if not self.room.dark:
            return False
        return not any(thing.light for place in (self.location, PLAYER) for thing in self._shown(place))

    def in_sight(self):
        """What the player sees: first the room with what open containers show, then what is carried."""
        around = [] if self.is_dark() else self._shown(self.location) + self._doors()
        return around + self._shown(PLAYER)

    def find(self, noun):
        """The thing in sight that a noun means, or None."""
        for thing in self.in_sight():
            if noun in thing.name:
                return thing
        return None

    def _shown(self, place):
        shown = []
        for thing in self.contents(place):
            shown.append(thing)
            if thing.holds and not thing.closed:
                shown.extend(self._shown(thing.id))
        return shown

    def _doors(self):
        """The doors of the room that belong to the other side."""
        doors = [self.things[exit_.door] for exit_ in self.room.exits.values() if exit_.door]
        return [door for door in doors if door.place != self.location]

    def _outermost(self, thing):
        place = thing.place
        while place in self.things:
            place = self.things[place].place
        return place

    def _is_within(self, thing, container):
        """Whether a thing is a container itself or lies in it, however deep."""
        while thing is not None and thing.id != container.id:
            thing = self.things.get(thing.place)
        return thing is not None

    # Saved games

    def state(self):
        """All that can change during a game, as plain data."""
        return {
            "location": self.location,
            "turns": self.turns,
            "visited": sorted(room.id for room in self.rooms.values() if room.visited),
            "things": {thing.id: asdict(thing) for thing in self.things.values()},
        }

    def restore(self, state):
        """Go back to a state of the same story."""
        self.location = state["location"]
        self.turns = state["turns"]
        for room in self.rooms.values():
            room.visited = room.id in state["visited"]
        self.things = {name: Thing(**values) for name, values in state["things"].items()}
