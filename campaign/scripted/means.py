"""What an agent's tools allow, as their schemas tell it; the scripted model acts through these and nothing else.

It knows these ways to do things, by the names of a tool's parameters:

- run a command: ``command``, free text
- edit files: ``command``, one of a list (``view create overwrite str_replace …``), with ``path``, ``content``, ``old``
  and ``new`` (or ``old_str`` and ``new_str``), ``view_range``
- search: ``pattern``; answered by lines ``path:line: text``
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.scripted.conversation import Call, Offer
from sandbox.run import WORKSPACE

Step = tuple[str, Mapping[str, Any]]
"""A tool's name and its arguments."""

LIST_FILES = "find . -type f -not -path '*/.*' -not -path '*/__pycache__/*' | LC_ALL=C sort"
SHOW_LINES = re.compile(r"sed -n '(\d+),(\d+)p' (\S+)")
RUN_TESTS = "python3 -m unittest discover -s tests"
REPLACE = ("str_replace", "replace")
OLD = ("old", "old_str", "old_string", "old_text")
NEW = ("new", "new_str", "new_string", "new_text")
CONTENT = ("content", "text", "file_text")


def tidy(path: object) -> str:
    """A path as it is written in a listing: relative to the workspace."""
    text = str(path).removeprefix(WORKSPACE + "/")
    return posixpath.normpath(text) if text else ""


@dataclass(frozen=True)
class Means:
    """The tools on offer, by what they are good for."""

    shell: Offer | None = None
    editor: Offer | None = None
    searcher: Offer | None = None

    @classmethod
    def among(cls, offers: Sequence[Offer]) -> Means:
        """Tell the tools by their parameters."""
        return cls(
            shell=next((each for each in offers if "command" in each.properties and not _commands(each)), None),
            editor=next((each for each in offers if "view" in _commands(each)), None),
            searcher=next((each for each in offers if "pattern" in each.properties), None),
        )

    def run(self, command: str) -> Step | None:
        """Run a command, such as one of the two that it knows."""
        return (self.shell.name, {"command": command}) if self.shell else None

    def search(self, pattern: str) -> Step | None:
        return (self.searcher.name, {"pattern": pattern}) if self.searcher else None

    def view(self, path: str, window: tuple[int, int] | None = None) -> Step | None:
        """Look at a file, or at a window of lines from 1, both ends included."""
        if window is None:
            return self._edit("view", path)
        return self._edit("view", path, view_range=list(window)) if self.has_windows else None

    def view_by_shell(self, path: str, window: tuple[int, int]) -> Step | None:
        """Look at a window of lines with the shell's means."""
        return self.run(f"sed -n '{window[0]},{window[1]}p' {path}")

    def create(self, path: str, content: str) -> Step | None:
        return self._edit("create", path, **self._named(CONTENT, content))

    def overwrite(self, path: str, content: str) -> Step | None:
        return self._edit("overwrite", path, **self._named(CONTENT, content))

    def replace(self, path: str, old: str, new: str) -> Step | None:
        """Replace the one place where a text occurs."""
        command = next((name for name in REPLACE if name in _commands(self.editor)), "")
        return self._edit(command, path, **self._named(OLD, old), **self._named(NEW, new))

    @property
    def has_windows(self) -> bool:
        return self.editor is not None and "view_range" in self.editor.properties

    @property
    def has_replace(self) -> bool:
        return self.replace("", "", "") is not None

    def _edit(self, command: str, path: str, **arguments: object) -> Step | None:
        if self.editor is None or command not in _commands(self.editor):
            return None
        return self.editor.name, {"command": command, "path": path, **arguments}

    def _named(self, names: Sequence[str], value: str) -> dict[str, str]:
        properties = self.editor.properties if self.editor else {}
        return {next((name for name in names if name in properties), names[0]): value}

    def is_edit(self, call: Call, *commands: str) -> bool:
        """Whether a call was to the editor, with one of these commands if any are named."""
        if self.editor is None or call.name != self.editor.name:
            return False
        return not commands or call.arguments.get("command") in commands

    def is_search(self, call: Call) -> bool:
        return self.searcher is not None and call.name == self.searcher.name

    def shown_by_shell(self, call: Call) -> tuple[str, tuple[int, int]] | None:
        """The path and the window of a look with the shell's means."""
        is_shell = self.shell is not None and call.name == self.shell.name
        found = SHOW_LINES.fullmatch(str(call.arguments.get("command"))) if is_shell else None
        return (found[3], (int(found[1]), int(found[2]))) if found else None

    def ran(self, call: Call, command: str) -> bool:
        return self.shell is not None and call.name == self.shell.name and call.arguments.get("command") == command


def _commands(offer: Offer | None) -> Sequence[str]:
    if offer is None:
        return ()
    listed = offer.properties.get("command", {}).get("enum")
    return listed if isinstance(listed, list) else ()


def argument(call: Call, names: Sequence[str]) -> str:
    """A text argument of a call, by whichever name it goes."""
    return next((value for name in names if isinstance(value := call.arguments.get(name), str)), "")
