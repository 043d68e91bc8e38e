"""The seam between phyla and the places where untrusted code runs.

A run is one-shot: the untrusted program is the main process of a new PID namespace, and the end of the run is the
death of all of it. What comes back is a claim made by that program, except how it ended, how long it took and the
exported tree, which the harness takes itself.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sandbox.tree import Tree

WORKSPACE = "/workspace"
"""Where the writable tree is seen inside every sandbox; also the working directory."""

GATEWAY = "/gateway"
"""Where the folder of the attempt's model socket is seen, read-only, inside a sandbox that has one."""


class SandboxError(RuntimeError):
    """We failed: the engine is down, the image is missing, the disk is full. Never a statement about the agent."""


class Ending(enum.StrEnum):
    """How a run came to its end, as the harness saw it."""

    EXITED = "exited"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    FLOODED = "wrote more output than is allowed"


@dataclass(frozen=True)
class Limits:
    """Hard limits of one run."""

    seconds: float = 600.0
    """Wall time, by a monotonic clock on the host."""
    memory_bytes: int = 2 << 30
    processes: int = 256
    cpus: float = 1.0
    file_bytes: int = 256 << 20
    """The largest single file that the program may write."""
    output_bytes: int = 4 << 20
    """Standard output and standard error together; the run is ended when they pass it."""
    export_bytes: int = 256 << 20
    """The largest workspace that is brought out, all files together."""
    export_files: int = 20_000


@dataclass(frozen=True)
class RunSpec:
    """One run of an untrusted program."""

    argv: tuple[str, ...]
    workspace: Tree
    """Copied to ``/workspace``, which is writable and is the working directory."""
    inputs: Mapping[str, Tree] = field(default_factory=dict)
    """Read-only trees by absolute mount point, such as ``/agent`` or ``/task``."""
    env: Mapping[str, str] = field(default_factory=dict)
    """The whole environment beside PATH, HOME, LANG and TMPDIR; nothing of the host's is added."""
    stdin: bytes = b""
    gateway: Path | None = None
    """A host folder with the attempt's model socket, seen read-only at ``/gateway``; None: no model."""
    export: bool = True
    """Whether the workspace is brought out at the end."""
    limits: Limits = Limits()
    image: str | None = None
    """The image to run in; None: the back-end's own default."""


@dataclass(frozen=True)
class RunResult:
    """What is known of a run that ended."""

    ending: Ending
    exit_code: int | None
    """The main process's exit code (128 + n after signal n); None unless it exited by itself."""
    stdout: bytes
    stderr: bytes
    seconds: float
    """Wall time of the program, without the making and the removing of the sandbox."""
    workspace: Tree | None
    """The tree at ``/workspace`` after the end; None if not asked for or refused."""
    refusal: str | None = None
    """Why the workspace could not be brought out safely: the agent's fault."""


@dataclass(frozen=True)
class Finding:
    """One line of a ``doctor``'s report."""

    name: str
    ok: bool
    detail: str
    mend: str = ""
    """What to do about it; empty if it is ok."""


class Sandbox(Protocol):
    """A place where untrusted programs run. Thread-safe."""

    @property
    def name(self) -> str: ...

    def run(self, spec: RunSpec) -> RunResult:
        """Run one program to its end.

        Raises SandboxError if the harness could not run it; anything that the program does is a result.
        """

    def check(self) -> list[Finding]:
        """What works here and what does not, and what this back-end does not protect from."""

    def reap(self) -> int:
        """Remove what dead processes of this owner left behind; how many things. Raises SandboxError."""

    def close(self) -> None:
        """End every run still under way (they raise SandboxError) and leave nothing behind."""
