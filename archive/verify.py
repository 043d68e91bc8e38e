"""Do the archive and the ledger hold what they held when they were written, and do they agree with one another?

Compared are the ledger's hashes with its facts, its facts with each other, every git object with its id, and what git
says of each agent with what the ledger says.

Not found: last facts that were cut off, and a ledger that was written anew as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.facts import Born, Chosen, Decided, Fact, Failed, Stillborn, Verdict
from archive.ledger import Ledger, LedgerCorrupt
from archive.objects import MissingObject
from archive.store import SHORT, AgentStore, Commit, decode_commit

UNDECIDED = ("seed", "heldout")
"""Attempts whose ids begin so are made without a policy's decision."""

_NOT_JUDGED = tuple(
    f"fsck.{name}=ignore"
    for name in (
        *(f"gitmodules{what}" for what in ("Blob", "Large", "Missing", "Name", "Parse", "Path", "Update", "Url")),
        *(f"gitattributes{what}" for what in ("Blob", "Large", "LineLength", "Missing")),
    )
)
"""What git's check would say of the content of files with these names: an agent may write into them what it likes."""


class Problem(NamedTuple):
    """One thing that is wrong."""

    where: str
    """``fact 17``, ``agent 0123456789ab`` or ``git``."""
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(store: AgentStore, ledger: Ledger) -> list[Problem]:
    """Everything that is wrong with a campaign's memory; nothing is, if nothing is returned."""
    flaws = [Problem(f"fact {flaw.seq}", flaw.what) for flaw in ledger.verify_chain()]
    reading = _Reading()
    try:
        for entry in ledger.facts():
            reading.add(entry.seq, entry.fact)
    except LedgerCorrupt:
        # The flaw is in the list already; what comes after it cannot be judged.
        reading.problems.append(Problem("ledger", "the facts from the unreadable one on were not compared"))
    return [*flaws, *reading.problems, *_refs(store, reading.born), *_commits(store, reading.born), *_objects(store)]


def orphans(store: AgentStore, ledger: Ledger) -> list[str]:
    """Agents that git holds and the ledger does not: left by a crash between the two, and harmless."""
    born = {entry.fact.agent for entry in ledger.facts() if isinstance(entry.fact, Born)}
    return [agent for agent in store.agents() if agent not in born]


@dataclass
class _Reading:
    """The facts so far, and what is wrong with them."""

    born: dict[str, Born] = field(default_factory=dict)
    decided: dict[str, Decided] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    decisions: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, seq: int, fact: Fact) -> None:
        self.problems.extend(Problem(f"fact {seq}", what) for what in self._wrong(fact))
        if isinstance(fact, Born):
            self.born.setdefault(fact.agent, fact)
        if isinstance(fact, Decided):
            self.decided[fact.attempt] = fact
            self.decisions = fact.number + 1
        if isinstance(fact, Born | Stillborn | Verdict | Failed):
            self.ended.add(fact.attempt)

    def _wrong(self, fact: Fact) -> Iterator[str]:
        for agent in _mentioned(fact):
            if agent not in self.born:
                yield f"a {fact.kind} tells of agent {agent[:SHORT]}, which was not born before"
        if isinstance(fact, Decided) and fact.number != self.decisions:
            yield f"decision {fact.number} stands where decision {self.decisions} should"
        if isinstance(fact, Born) and fact.agent in self.born:
            yield f"agent {fact.agent[:SHORT]} is born a second time"
        if isinstance(fact, Born | Stillborn | Verdict | Failed):
            yield from self._wrong_outcome(fact)

    def _wrong_outcome(self, fact: Born | Stillborn | Verdict | Failed) -> Iterator[str]:
        if fact.attempt in self.ended:
            yield f"attempt {fact.attempt} has a second outcome"
        decided = self.decided.get(fact.attempt)
        if decided is None:
            if not fact.attempt.startswith(UNDECIDED):
                yield f"attempt {fact.attempt} has an outcome, but nobody decided it"
        elif not _answers(decided, fact):
            yield f"the {fact.kind} of attempt {fact.attempt} is not what decision {decided.number} was about"


def _mentioned(fact: Fact) -> tuple[str, ...]:
    """Agents that must have been born before the fact."""
    if isinstance(fact, Decided):
        return fact.agents
    if isinstance(fact, Born | Stillborn):
        return fact.parents
    return (fact.agent,) if isinstance(fact, Verdict | Chosen) else ()


def _answers(decided: Decided, outcome: Born | Stillborn | Verdict | Failed) -> bool:
    if isinstance(outcome, Failed):
        return True
    if isinstance(outcome, Verdict):
        wanted = ("evaluate", decided.agents, decided.task)
        return wanted == (decided.action, (outcome.agent,), outcome.task) and outcome.split == "search"
    return (decided.action, decided.agents) == ("expand", outcome.parents)


def _refs(store: AgentStore, born: Mapping[str, Born]) -> Iterator[Problem]:
    refs = store.refs()
    for short, agent in refs.items():
        if agent[:SHORT] != short:
            yield Problem(f"agent {short}", f"its ref points at {agent[:SHORT]}")
    for agent in born:
        if agent[:SHORT] not in refs:
            yield Problem(f"agent {agent[:SHORT]}", "its ref is missing, so `git gc` may throw it away")


def _commits(store: AgentStore, born: Mapping[str, Born]) -> Iterator[Problem]:
    generations: dict[str, int] = {}
    try:
        for agent, found in zip(born, store.objects.look_up(list(born)), strict=True):
            commit = _agent_commit(found)
            if commit is None:
                yield Problem(f"agent {agent[:SHORT]}", "git holds no such agent")
                continue
            generations[agent] = commit.generation
            if commit.parents != born[agent].parents:
                there = ", ".join(parent[:SHORT] for parent in commit.parents) or "none"
                yield Problem(f"agent {agent[:SHORT]}", f"its parents in git ({there}) are not those in the ledger")
            elif commit.generation != 1 + max((generations.get(parent, -1) for parent in commit.parents), default=-1):
                yield Problem(f"agent {agent[:SHORT]}", f"its commit wrongly says generation {commit.generation}")
    except (MissingObject, ValueError) as error:
        yield Problem("git", f"the agents could not be read: {error}")


def _agent_commit(found: tuple[str, bytes] | None) -> Commit | None:
    try:
        return decode_commit(found[1]) if found else None
    except ValueError:
        return None


def _objects(store: AgentStore) -> Iterator[Problem]:
    """Let git hash every object and follow every link."""
    options = [word for name in _NOT_JUDGED for word in ("-c", name)]
    done = store.objects.git(*options, "fsck", "--full", "--no-dangling", "--no-progress")
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="backslashreplace").splitlines()
        # Lines that begin with a space go on with the one before, which names the object.
        yield from (Problem("git", line) for line in said if not line.startswith(("notice:", "warning:", " ")))
