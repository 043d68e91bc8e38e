"""What the scripted model cannot do, and how often it is wrong: every figure that makes it a limited coder.

None of them is measured on a real model. They are set so that the weaknesses that the field has reported (whole-file
rewrites that lose text, text that was not shown, first attempts that nobody checks) leave room for a tree to grow.
Measured on the 36 starter tasks: the seed agent solved 24 %; with string replacement and line ranges 45 %; with a
search tool besides 56 %; with failing tests shown 67 %; with a review 84 % (five seeds each); with every helpful change
of the repertoire 83 % (four seeds).
"""

from __future__ import annotations

from collections.abc import Mapping

WRONG_FIRST: Mapping[str, float] = {"easy": 0.2, "medium": 0.4, "hard": 0.55}
"""How often the first attempt at a task is one of the task's plausible mistakes, by the task's difficulty."""

FAILS_PUBLIC_TESTS = 0.5
"""How many of these mistakes are of the kind that the project's own tests show."""

SLIP = 0.2
"""How often a change to an agent's source goes wrong by a slip of the pen."""

CORRECTED_AFTER_FAILURE = 0.8
"""How often a mistake is mended for good when failing tests are shown; otherwise only what the tests show is."""

CORRECTED_AFTER_REVIEW = 0.4
"""How often a mistake is noticed when it is asked to review its change."""

REWRITABLE_LINES = 120
"""The longest file that it rewrites whole without losing text."""

KEPT_LINES = 100
"""How much of a longer file is left after it rewrote it."""

REST_OF_FILE = "# ... rest of the file unchanged ...\n"
"""What it writes where it stops writing, as models do."""

PATIENCE = 4
"""How many files it looks into for a place that nothing points to, before it gives up; a new message renews it."""

WINDOWS = 12
"""How many windows of one file it looks at."""

SAME_CALL = 3
"""How often it makes the very same call, if its result is lost from the conversation each time."""

EDIT_ERRORS = 2
"""After how many refused edits it gives up; a new message renews its courage."""

TURNS = 40
"""How many answers it gives in one conversation."""

CONTEXT_CHARACTERS = 40_000
"""How much message text it can read; a longer request is refused as real services refuse it."""

CHARACTERS_PER_TOKEN = 4
"""For the usage that it reports."""

IDEA_WITHOUT_SIGN = 0.45
"""How likely a change comes to mind whose signs the log does not show, against one whose signs it shows."""

IDEA_AT_ANY_TIME = 0.6
"""The same for a change that no sign speaks for, and that comes to mind whatever the log shows."""

TRIED_AND_BAD = 0.15
"""How much less likely a change is proposed that was tried before and came to nothing or did harm."""

TRIED = 0.5
"""How much less likely a change is proposed that was tried before with no bad outcome."""
