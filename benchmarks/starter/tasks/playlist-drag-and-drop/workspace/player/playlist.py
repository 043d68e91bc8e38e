"""An ordered list of tracks, one of which may be playing. A track may be in it more than once."""

from __future__ import annotations

from typing import Iterable, List, Optional, Tuple

from player.track import Track


class Playlist:
    def __init__(self, tracks: Iterable[Track] = ()) -> None:
        self._tracks: List[Track] = list(tracks)
        self.current: Optional[int] = None
        """Position of the track that plays, if any."""

    @property
    def tracks(self) -> Tuple[Track, ...]:
        return tuple(self._tracks)

    def play(self, position: int) -> Track:
        track = self._tracks[position]
        self.current = position
        return track

    def append(self, track: Track) -> None:
        self._tracks.append(track)

    def remove(self, position: int) -> None:
        """Take one track out; if it was playing, nothing is."""
        del self._tracks[position]
        if self.current == position:
            self.current = None
        elif self.current is not None and self.current > position:
            self.current -= 1

    def move(self, start: int, count: int, to: int) -> None:
        """Put `count` tracks from `start` on in front of the track that is at `to` before the move.

        `to` may be the number of tracks: then they go to the end. Raises IndexError for positions outside the list.
        """
        size = len(self._tracks)
        if count < 0 or start < 0 or start + count > size or not 0 <= to <= size:
            raise IndexError("no such position in the playlist")
        block = self._tracks[start : start + count]
        del self._tracks[start : start + count]
        self._tracks[to:to] = block
