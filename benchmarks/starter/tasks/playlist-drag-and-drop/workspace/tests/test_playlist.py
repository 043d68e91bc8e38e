import unittest

from player.display import rows
from player.playlist import Playlist
from player.track import Track


def playlist(letters):
    return Playlist(Track("Band", letter, 61) for letter in letters)


def titles(playlist):
    return "".join(track.title for track in playlist.tracks)


class PlaylistTest(unittest.TestCase):
    def test_remove_before_the_playing_track(self):
        songs = playlist("abc")
        songs.play(2)
        songs.remove(0)
        self.assertEqual(songs.current, 1)

    def test_move_up(self):
        songs = playlist("abcdef")
        songs.move(3, 2, 1)
        self.assertEqual(titles(songs), "adebcf")

    def test_move_to_the_top(self):
        songs = playlist("abcd")
        songs.move(2, 1, 0)
        self.assertEqual(titles(songs), "cabd")

    def test_move_down(self):
        songs = playlist("abcdef")
        songs.move(0, 2, 4)
        self.assertEqual(titles(songs), "cdabef")

    def test_positions_outside_the_list(self):
        songs = playlist("abc")
        for start, count, to in [(-1, 1, 0), (2, 2, 0), (0, 1, 4), (0, -1, 2)]:
            self.assertRaises(IndexError, songs.move, start, count, to)
        self.assertEqual(titles(songs), "abc")

    def test_rows(self):
        songs = playlist("ab")
        songs.play(1)
        self.assertEqual(rows(songs), ["    1  Band - a  1:01", ">   2  Band - b  1:01"])


if __name__ == "__main__":
    unittest.main()
