"""The playlist as text."""

from __future__ import annotations

from typing import List

from player.playlist import Playlist


def rows(playlist: Playlist) -> List[str]:
    lines = []
    for position, track in enumerate(playlist.tracks):
        arrow = ">" if position == playlist.current else " "
        lines.append(f"{arrow} {position + 1:>3}  {track.artist} - {track.title}  {track.length}")
    return lines
