import unittest

from adventure.game import Game
from adventure.story import sample
from adventure.world import PLAYER, Ambiguous, NotHere, PhraseError, Room, Thing, World


def world(*things):
    made = World("room")
    made.add_room(Room("room", "Room", ""))
    for thing in things:
        made.add_thing(thing)
    return made


def keys():
    return world(
        Thing("brass", "brass key", ["shiny", "small"], "room"),
        Thing("iron", "iron key", ["small"], "room"),
        Thing("ring", "key ring", [], "room"),
        Thing("rusty", "rusty key", [], PLAYER),
    )


class ResolveTest(unittest.TestCase):
    def test_one_meaning(self):
        found = keys()
        for phrase, meant in [
            ("brass key", "brass"), ("the Iron KEY", "iron"), ("shiny key", "brass"),
            ("small shiny brass key", "brass"),
            ("brass small key", "brass"), ("a ring", "ring"), ("  an  rusty   key ", "rusty"),
        ]:
            self.assertEqual(found.resolve(phrase).id, meant, phrase)

    def test_ambiguous(self):
        with self.assertRaises(Ambiguous) as caught:
            keys().resolve("The key")
        self.assertEqual(tuple(thing.id for thing in caught.exception.things), ("brass", "iron", "rusty"))
        self.assertIsInstance(caught.exception.things, tuple)
        self.assertEqual(str(caught.exception), "Which do you mean, the brass key, the iron key or the rusty key?")
        with self.assertRaises(PhraseError) as caught:
            keys().resolve("small key")
        self.assertEqual(str(caught.exception), "Which do you mean, the brass key or the iron key?")

    def test_not_here(self):
        with self.assertRaises(NotHere) as caught:
            keys().resolve("the Silver key")
        self.assertIsInstance(caught.exception, PhraseError)
        self.assertEqual(str(caught.exception), "You see no silver key here.")

    def test_only_whole_words_with_the_noun_last_fit(self):
        for phrase in ("ke", "ring key", "rin", "key brass", "brass", "iron brass key", "", "  ", "the"):
            with self.assertRaises(NotHere, msg=phrase):
                keys().resolve(phrase)

    def test_complete_name_wins(self):
        lamps = world(
            Thing("oil", "oil lamp", [], "room"), Thing("lamp", "lamp", ["small"], "room"),
        )
        self.assertEqual(lamps.resolve("the lamp").id, "lamp")
        self.assertEqual(lamps.resolve("small lamp").id, "lamp")
        lamps.add_thing(Thing("second", "lamp", ["tall"], PLAYER))
        with self.assertRaises(Ambiguous) as caught:
            lamps.resolve("lamp")
        self.assertEqual([thing.id for thing in caught.exception.things], ["lamp", "second"])

    def test_only_what_is_in_sight(self):
        closed = world(
            Thing("box", "box", [], "room", holds=True, closed=True), Thing("coin", "gold coin", [], "box"),
            Thing("cent", "copper coin", [], "room"),
        )
        self.assertEqual(closed.resolve("coin").id, "cent")
        closed.open(closed.resolve("box"))
        with self.assertRaises(Ambiguous) as caught:
            closed.resolve("coin")
        self.assertEqual([thing.id for thing in caught.exception.things], ["coin", "cent"])


class GameTest(unittest.TestCase):
    def test_commands_ask_back_and_change_nothing(self):
        game = Game(sample())
        self.assertEqual(game.command("take ring"), "You see no ring here.")
        self.assertEqual(game.command("Take the lamp"), "Taken.")
        game.command("down")
        turns = game.world.turns
        self.assertEqual(game.command("take a key"), "Which do you mean, the brass key or the iron key?")
        self.assertEqual((game.world.turns, game.world.inventory()), (turns, "You carry a lamp."))

    def test_verbs_with_two_things(self):
        game = Game(sample())
        for line in ("take lamp", "down", "take heavy key", "open the old chest", "put the lamp in the chest"):
            game.command(line)
        self.assertEqual(game.command("put key in chest"), "Which do you mean, the brass key or the iron key?")
        self.assertEqual(game.command("unlock door with iron key"), "You see no door here.")
        game.command("up")
        self.assertEqual(game.command("unlock the oak door with the key"), "You unlock the study door.")
        self.assertEqual(game.command("unlock door with string of pearls"), "You see no string of pearls here.")


if __name__ == "__main__":
    unittest.main()
