"""The scripted model as a coder: finds the place, looks, edits, perhaps tests, and stops; one call at a time.

It derives where it stands from the conversation alone. It is limited on purpose: it uses the shell for nothing but to
list the files and to run the tests (a real model would also think of sed, cat and here-documents; this one thinks of
sed when it is told that clipped text can be seen by other means), and it recognises the place of a change only when it
has been shown it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from benchmarks.edits import Edit
from campaign.scripted.aim import aim, shows_failure, told_about_clipping, told_to_test
from campaign.scripted.conversation import Answer, Conversation, Done, Said
from campaign.scripted.hunks import GAP, lines
from campaign.scripted.known import Repertoire, Work
from campaign.scripted.limits import (
    EDIT_ERRORS,
    KEPT_LINES,
    PATIENCE,
    REST_OF_FILE,
    REWRITABLE_LINES,
    SAME_CALL,
    TURNS,
    WINDOWS,
)
from campaign.scripted.means import LIST_FILES, RUN_TESTS, Means, Step, tidy
from campaign.scripted.picture import FilePicture, watch
from campaign.scripted.places import candidates, is_named, patterns
from campaign.scripted.plan import Plan, plan

WINDOW_LINES = 150
"""How many lines it asks for at once where it has not seen how many the agent shows."""


class GiveUp(Exception):
    """The model stops here; the message is what it says."""


def answer(conversation: Conversation, repertoire: Repertoire, seed: int) -> Answer:
    """What a limited coder says next."""
    headings = re.findall(r"^#+ (.+?)\s*$", "\n".join(conversation.told), re.MULTILINE)
    work = repertoire.recognise(headings)
    if work is None:
        return Answer("I do not know how to do this. (I am a scripted stand-in; I know only the starter tasks.)")
    if conversation.turns >= TURNS:
        return Answer("I have tried long enough.")
    try:
        step = Coder(conversation, work, seed).step()
    except GiveUp as reason:
        return Answer(str(reason))
    return Answer("", (step,))


class Coder:
    """One conversation about one piece of work."""

    def __init__(self, conversation: Conversation, work: Work, seed: int) -> None:
        self._conversation = conversation
        self._work = work
        self._means = Means.among(conversation.tools)
        self._events = list(conversation.events())
        self._seen = watch(self._events, self._means)
        self._aim = aim(conversation, work, self._means, seed)

    def step(self) -> Step:
        """The next call. Raises GiveUp when it has no more to do or does not know how to go on."""
        if self._aim is None:
            raise GiveUp("I looked at the change again and have nothing to add.")
        paths = list(dict.fromkeys(edit.path for edit in self._aim))
        for path in paths:
            if step := self._look(path):
                return self._checked(step)
        for path in paths:
            if step := self._change(path):
                return self._checked(step)
        return self._checked(self._test())

    def _checked(self, step: Step) -> Step:
        """Raises GiveUp for a call that was made too often already."""
        since = self._after_last_edit()
        if sum(isinstance(event, Done) and _same(event, step) for event in since) >= SAME_CALL:
            raise GiveUp("I am going round in circles, so I stop here.")
        return step

    # Looking

    def _edits(self, path: str) -> list[Edit]:
        return [edit for edit in self._aim or () if edit.path == path]

    def _picture(self, path: str) -> FilePicture | None:
        picture = self._seen.files.get(path)
        return picture if picture is not None and (picture.lines or picture.complete) else None

    def _plan(self, path: str, picture: FilePicture) -> Plan:
        return plan(picture, path, self._aim or (), self._work)

    def _look(self, path: str) -> Step | None:
        """The next look that is needed before a file can be changed; None if there is none, or none that would help."""
        if path in self._rewritten() or (self._is_new(path) and not self._was_refused(path)):
            return None
        if path in self._seen.closed:
            raise GiveUp(f"I cannot read {path}.")
        picture = self._picture(path)
        if picture is None:
            return self._need(self._means.view(path)) if self._knows(path) else self._search(path)
        if not self._plan(path, picture).unseen and (picture.complete or self._means.has_replace):
            return None
        return self._next_window(path, picture)

    def _next_window(self, path: str, picture: FilePicture) -> Step | None:
        size = len(picture.lines) if self._seen.viewed.count(path) == 1 else WINDOW_LINES
        window = picture.next_window(size)
        if window is None or self._seen.viewed.count(path) >= WINDOWS:
            return None
        by_shell = told_about_clipping(self._conversation, self._work)
        return self._means.view(path, window) or (self._means.view_by_shell(path, window) if by_shell else None)

    def _knows(self, path: str) -> bool:
        told = any(is_named(path, text) for text in self._conversation.told)
        return told or path in self._seen.found or path in self._seen.viewed

    def _search(self, path: str) -> Step:
        """Look for a place that nothing points to."""
        searched = [e.call.arguments.get("pattern") for e in self._done() if self._means.is_search(e.call)]
        for pattern in patterns(self._edits(path)):
            if pattern not in searched and (step := self._means.search(pattern)):
                return step
        if self._seen.listed is None:
            return self._need(self._means.run(LIST_FILES))
        unseen = [each for each in candidates(self._seen.listed) if each not in self._seen.viewed]
        if not unseen or self._scanned() >= PATIENCE:
            raise GiveUp("I could not find the place to change.")
        return self._need(self._means.view(unseen[0]))

    def _scanned(self) -> int:
        since = self._after_last_word()
        return len({str(e.call.arguments.get("path")) for e in since if self._means.is_edit(e.call, "view")})

    @staticmethod
    def _need(step: Step | None) -> Step:
        if step is None:
            raise GiveUp("These tools do not let me look at the files.")
        return step

    # Changing

    def _change(self, path: str) -> Step | None:
        """The next edit of a file; None if it is as wanted, or as far as what was shown of it allows."""
        if path in self._rewritten():
            return None
        picture = self._picture(path)
        if self._is_new(path) and picture is None:
            return self._create(path)
        if picture is None:
            raise GiveUp(f"I could not look at {path}.")
        ahead = self._plan(path, picture)
        if ahead.strange:
            return self._try_anyway(ahead.strange)
        if ahead.after == picture.text:
            if ahead.unseen:
                raise GiveUp(f"The part of {path} that I was shown does not hold what has to change.")
            return None
        self._check_courage()
        return self._write(path, ahead)

    def _write(self, path: str, ahead: Plan) -> Step:
        replaced = self._means.replace(path, *ahead.hunk) if ahead.hunk else None
        step = replaced or self._means.overwrite(path, rewritten(ahead.after))
        if step is None:
            raise GiveUp("These tools do not let me change the files.")
        return step

    def _create(self, path: str) -> Step | None:
        content = self._edits(path)[0].new
        self._check_courage()
        by_shell = f"printf %s {shlex.quote(content)} > {shlex.quote(path)}"
        step = self._means.create(path, content) or self._means.overwrite(path, content)
        if step is None and content.count("\n") == 1:
            step = self._means.run(by_shell)
        if step is None:
            raise GiveUp("These tools do not let me create a file.")
        by_hand = step[1].get("command") == by_shell
        return None if by_hand and any(_same(event, step) for event in self._done()) else step

    def _try_anyway(self, edit: Edit) -> Step:
        """The code is not what it expected: it tries the edit once if that can be refused, and stops."""
        step = self._means.replace(edit.path, edit.old or "", edit.new)
        if step is None or self._errors():
            raise GiveUp(f"{edit.path} is not what I expected, so I leave it.")
        return step

    def _check_courage(self) -> None:
        if self._errors() >= EDIT_ERRORS:
            raise GiveUp("My edits are refused, so I stop here.")

    def _test(self) -> Step:
        """Run the tests if the agent asked for it and something was changed since. Raises GiveUp: it is done."""
        ran = any(self._means.ran(event.call, RUN_TESTS) for event in self._after_last_edit())
        changed = any(self._writes(event) for event in self._done())
        step = self._means.run(RUN_TESTS)
        if ran or not changed or step is None or not told_to_test(self._conversation, self._work):
            raise GiveUp("I have made the change." if changed else "There is nothing left to change.")
        return step

    # What has happened

    def _done(self) -> Iterator[Done]:
        return (event for event in self._events if isinstance(event, Done))

    def _writes(self, event: Done) -> bool:
        return self._means.is_edit(event.call) and not self._means.is_edit(event.call, "view") and not event.failed

    def _after_last_edit(self) -> list[Done]:
        done = list(self._done())
        last = max((index for index, event in enumerate(done) if self._writes(event)), default=-1)
        return done[last + 1 :]

    def _after_last_word(self) -> list[Done]:
        """What was done since the agent last said something."""
        last = max((index for index, event in enumerate(self._events) if isinstance(event, Said)), default=-1)
        return [event for event in self._events[last + 1 :] if isinstance(event, Done)]

    def _errors(self) -> int:
        return sum(self._means.is_edit(event.call) and event.failed for event in self._after_last_word())

    def _rewritten(self) -> set[str]:
        """Files that it wrote whole and has had no reason to look at again: it believes them to be as wanted."""
        paths: set[str] = set()
        for event in self._after_last_word():
            if self._means.is_edit(event.call, "overwrite") and not event.failed:
                paths.add(tidy(event.call.arguments.get("path")))
            if shows_failure(event, self._means):
                paths.clear()
        return paths

    def _is_new(self, path: str) -> bool:
        return all(edit.old is None for edit in self._edits(path))

    def _was_refused(self, path: str) -> bool:
        """Whether a file that it wanted to create was there already."""
        creates = [event for event in self._done() if self._means.is_edit(event.call, "create") and event.failed]
        return any(tidy(event.call.arguments.get("path")) == path for event in creates)


def _same(event: Done, step: Step) -> bool:
    return (event.call.name, dict(event.call.arguments)) == (step[0], dict(step[1]))


def rewritten(text: str) -> str:
    """A whole file as the model writes it out again: of a long one it loses the rest."""
    rows = lines(text.replace(GAP, ""))
    return "".join(rows if len(rows) <= REWRITABLE_LINES else [*rows[:KEPT_LINES], REST_OF_FILE])
