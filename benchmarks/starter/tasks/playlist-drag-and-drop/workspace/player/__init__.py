"""The part of the music player that knows about playlists."""
