"""Agents in git: one commit each, whose git parents are its parents in the lineage.

A commit's author, dates and message follow from its tree and its parents, so the same child of the same parents has the
same id in every campaign and on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from archive.objects import AgentFile, Change, FileLike, MissingObject, ObjectStore, check_id, write_whole

REFS = "refs/agents/"
SHORT = 12
"""Digits of the short id that names an agent's ref."""
_LEAST = 4


class UnknownAgent(LookupError):
    """No agent has that id or prefix."""


class AmbiguousAgent(LookupError):
    """Several agents have that prefix; the message lists them."""


class Commit(NamedTuple):
    """What an agent's commit says."""

    tree: str
    parents: tuple[str, ...]
    generation: int
    """0 for the seed, else one more than its highest parent's; stands in the dates, as seconds since 1970."""


class AgentStore:
    """The agents of a campaign, in a bare git repository that is made if it is missing.

    Threads and processes may use it at once. What ``put`` has stored outlives the death of the process.
    """

    def __init__(self, path: Path) -> None:
        self.objects = ObjectStore(path)

    def put(self, files: Mapping[str, FileLike], parents: Sequence[str] = ()) -> str:
        """Store an agent and return its id; storing it again does nothing. Raises BadPath or UnknownAgent."""
        if len(set(parents)) != len(parents):
            raise ValueError(f"an agent cannot have the same parent twice: {', '.join(parents)}")
        generation = 1 + max((self.commit(parent).generation for parent in parents), default=-1)
        commit = Commit(self.objects.write_tree(files), tuple(parents), generation)
        agent = self.objects.write("commit", encode_commit(commit))
        self._point(agent)
        return agent

    def _point(self, agent: str) -> None:
        # Written without git's lock files, which a killed process would leave behind: a ref's value never changes, so
        # there is nothing to lock. The new file is not made in refs/, where git would take it for a ref.
        ref = self.objects.path / REFS / agent[:SHORT]
        ref.parent.mkdir(parents=True, exist_ok=True)
        write_whole(ref, f"{agent}\n".encode(), mode=0o644, near=self.objects.path)

    def commit(self, agent: str) -> Commit:
        """What an agent's commit says. Raises UnknownAgent."""
        try:
            ((kind, raw),) = self.objects.read_objects([check_id(agent)])
        except MissingObject as error:
            raise UnknownAgent(f"no agent {agent} in {self.objects.path}: `phyla tree` lists all") from error
        if kind != "commit":
            raise UnknownAgent(f"{agent} is a {kind}, not an agent")
        return decode_commit(raw)

    def files(self, agent: str) -> dict[str, AgentFile]:
        """An agent's files by path."""
        return self.objects.read_tree(self.tree(agent))

    def tree(self, agent: str) -> str:
        """The id of an agent's tree: equal trees are equal files."""
        return self.commit(agent).tree

    def parents(self, agent: str) -> tuple[str, ...]:
        """An agent's parents, in the order in which they were given."""
        return self.commit(agent).parents

    def agents(self) -> list[str]:
        """All agents that are stored, sorted by id; some may have no fact in the ledger after a crash."""
        return sorted(self.refs().values())

    def refs(self) -> dict[str, str]:
        """What each agent ref points at, by short id."""
        done = self.objects.git("for-each-ref", "--format=%(objectname) %(refname)", REFS)
        pairs = (line.split(" ", 1) for line in done.stdout.decode().splitlines())
        return {name.removeprefix(REFS): agent for agent, name in pairs}

    def diff(self, a: str, b: str, *, paths: Sequence[str] | None = None) -> str:
        """The patch from agent ``a`` to agent ``b``, for eyes."""
        return self.objects.diff(self.tree(a), self.tree(b), paths=paths)

    def diff_stat(self, a: str, b: str) -> list[Change]:
        """Which files differ between two agents, and by how many lines."""
        return self.objects.diff_stat(self.tree(a), self.tree(b))

    def resolve(self, prefix: str) -> str:
        """The id that begins so (4 digits at least). Raises UnknownAgent, or AmbiguousAgent with the candidates."""
        return resolve(prefix, self.agents())


def resolve(prefix: str, agents: Sequence[str]) -> str:
    """The one agent whose id begins so. Raises UnknownAgent or AmbiguousAgent."""
    if not re.fullmatch(rf"[0-9a-fA-F]{{{_LEAST},40}}", prefix):
        raise UnknownAgent(f"{prefix!r} is not an agent's id: give {_LEAST} to 40 of its hexadecimal digits")
    found = sorted(agent for agent in agents if agent.startswith(prefix.lower()))
    if not found:
        raise UnknownAgent(f"no agent's id begins with {prefix}: `phyla tree` lists the {len(agents)} there are")
    if len(found) > 1:
        some = ", ".join(agent[:SHORT] for agent in found[:8]) + (", …" if len(found) > 8 else "")
        raise AmbiguousAgent(f"{len(found)} agents' ids begin with {prefix}: {some}; give more digits")
    return found[0]


def encode_commit(commit: Commit) -> bytes:
    """The commit as git stores it; nothing in it but its tree, its parents and what follows from them."""
    who = f"phyla <phyla@localhost> {commit.generation} +0000"
    lines = [f"tree {commit.tree}", *(f"parent {parent}" for parent in commit.parents), f"author {who}"]
    return "\n".join([*lines, f"committer {who}", "", f"agent of generation {commit.generation}", ""]).encode()


def decode_commit(raw: bytes) -> Commit:
    """Read a stored commit. Raises ValueError unless it is, to the byte, one that ``encode_commit`` makes."""
    pairs = [line.partition(" ")[::2] for line in raw.decode(errors="replace").splitlines()]
    trees = [value for key, value in pairs if key == "tree"]
    dates = [value.split()[-2] for key, value in pairs if key == "committer" and value.endswith(" +0000")]
    if len(trees) == 1 and len(dates) == 1 and dates[0].isdecimal():
        commit = Commit(trees[0], tuple(value for key, value in pairs if key == "parent"), int(dates[0]))
        if encode_commit(commit) == raw:
            return commit
    raise ValueError(f"not the commit of an agent: {raw[:80]!r}")
