"""The sample story."""

from adventure.world import Exit, Room, Thing, World


def sample():
    """A new world with the house and its cellar; the player stands in the hall."""
    world = World("hall")
    world.add_room(Room("hall", "Hall", "Dust lies on everything.", {
        "down": Exit("cellar"), "north": Exit("study", door="study-door"),
    }))
    world.add_room(Room("cellar", "Cellar", "It smells of apples.", {"up": Exit("hall")}, dark=True))
    world.add_room(Room("study", "Study", "Somebody left in a hurry.", {"south": Exit("hall", door="study-door")}))
    things = [
        Thing("study-door", "study door", ["oak"], "hall", portable=False, closed=True, locked=True, key="iron-key"),
        Thing("lamp", "lamp", ["small"], "hall", light=True),
        Thing("string", "string", [], "hall"),
        Thing("chest", "wooden chest", ["old"], "cellar", portable=False, holds=True, closed=True),
        Thing("brass-key", "brass key", ["shiny"], "cellar"),
        Thing("iron-key", "iron key", ["heavy"], "cellar"),
        Thing("ring", "silver ring", [], "chest", worth=10),
        Thing("oil-lamp", "oil lamp", ["broken"], "study", worth=5),
    ]
    for thing in things:
        world.add_thing(thing)
    return world
