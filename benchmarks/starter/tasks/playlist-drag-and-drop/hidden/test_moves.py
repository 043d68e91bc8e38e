import unittest

from player.display import rows
from player.playlist import Playlist
from player.track import Track


def playlist(letters, playing=None):
    songs = Playlist(Track("Band", letter, 200) for letter in letters)
    if playing is not None:
        songs.play(playing)
    return songs


def titles(songs):
    return "".join(track.title for track in songs.tracks)


class MovesTest(unittest.TestCase):
    def test_down_in_front_of_a_track(self):
        songs = playlist("abcdef")
        songs.move(1, 2, 5)
        self.assertEqual(titles(songs), "adebcf")

    def test_down_to_the_end(self):
        songs = playlist("abcd")
        songs.move(0, 1, 4)
        self.assertEqual(titles(songs), "bcda")

    def test_dropped_onto_itself(self):
        for to in (1, 2, 3, 4):
            songs = playlist("abcdef", playing=2)
            songs.move(1, 3, to)
            self.assertEqual((titles(songs), songs.current), ("abcdef", 2), to)

    def test_no_tracks_at_all(self):
        songs = playlist("abc", playing=1)
        songs.move(0, 0, 3)
        self.assertEqual((titles(songs), songs.current), ("abc", 1))

    def test_playing_track_is_in_the_block(self):
        songs = playlist("abcdef", playing=1)
        songs.move(0, 2, 4)
        self.assertEqual((titles(songs), songs.current), ("cdabef", 3))

    def test_playing_track_gives_way(self):
        songs = playlist("abcdef", playing=3)
        songs.move(0, 2, 5)
        self.assertEqual((titles(songs), songs.current), ("cdeabf", 1))
        songs.move(4, 2, 0)
        self.assertEqual((titles(songs), songs.current), ("bfcdea", 3))

    def test_playing_track_outside_the_move_stays(self):
        songs = playlist("abcdef", playing=5)
        songs.move(0, 2, 4)
        self.assertEqual(songs.current, 5)

    def test_same_track_twice(self):
        songs = playlist("abac", playing=2)
        songs.move(3, 1, 0)
        self.assertEqual((titles(songs), songs.current), ("caba", 3))
        self.assertEqual([row[0] for row in rows(songs)], [" ", " ", " ", ">"])

    def test_nothing_playing(self):
        songs = playlist("abc")
        songs.move(0, 1, 2)
        self.assertEqual((titles(songs), songs.current), ("bac", None))
