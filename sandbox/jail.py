"""One bubblewrap process from its start to the death of its PID namespace."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from io import FileIO

from sandbox.capture import STDERR, STDOUT, Capture
from sandbox.pump import Bounds, Pump, undying
from sandbox.run import Ending, SandboxError
from sandbox.view import UMASK

_SETUP_SECONDS = 60.0
_DEATH_SECONDS = 60.0


@dataclass(frozen=True)
class Death:
    """How a jail ended."""

    seconds: float
    status: int | None
    """The program's exit status; None if it was killed together with its namespace."""
    killed: Ending | None
    """Why we killed it; None if it ended by itself."""
    refusal: str | None
    """What its workspace did to be killed for."""


class Jail:
    """A jail that is made and whose program waits to be let go."""

    def __init__(self, process: subprocess.Popen[bytes], pid: int, init: int, status: FileIO, go: FileIO) -> None:
        self.pid = pid
        """The process id of the namespace's init on this host; all else inside descends from it."""
        self._process = process
        self._init = init
        self._status = status
        self._go = go

    def limit(self, limits: Mapping[int, int]) -> None:
        """Set resource limits (``resource.RLIMIT_…``) on all that will run inside."""
        for kind, value in limits.items():
            resource.prlimit(self.pid, kind, (value, value))

    def run(self, stdin: bytes, bounds: Bounds) -> Death:
        """Let the program go; come back when all of its namespace is dead. Raises SandboxError."""
        begin = time.monotonic()
        self._go.write(b"x")
        with Pump(bounds, partial(_kill, self._init)) as pump:
            self._connect(pump, stdin, bounds.capture)
            pump.work(begin + bounds.seconds)
        seconds = time.monotonic() - begin
        self._process.wait()
        return Death(seconds, self._exit_status(), pump.killed, pump.refusal)

    def _connect(self, pump: Pump, stdin: bytes, capture: Capture) -> None:
        process = self._process
        assert process.stdout is not None
        assert process.stderr is not None
        pump.read(process.stdout.fileno(), partial(capture.take, STDOUT))
        pump.read(process.stderr.fileno(), partial(capture.take, STDERR))
        # Both streams may end before the program does; the init ends last of all inside.
        pump.await_ready(self._init)
        if process.stdin is not None:
            pump.write(process.stdin.fileno(), stdin, process.stdin.close)

    def _exit_status(self) -> int | None:
        reports = [json.loads(line) for line in self._status.readall().splitlines()]
        return next((int(report["exit-code"]) for report in reports if "exit-code" in report), None)


@contextlib.contextmanager
def jailed(command: Sequence[str], argv: Sequence[str], piped: bool) -> Iterator[Jail]:
    """Start bubblewrap with its options and a program; all of it is dead at the end.

    bubblewrap is told to die with its parent, which is the calling thread. Raises SandboxError.
    """
    with ExitStack() as stack:
        status, told = _pipe(stack)
        waiting, go = _pipe(stack)
        process = stack.enter_context(_launch(command, argv, piped, told, waiting))
        stack.callback(process.kill)
        told.close()
        waiting.close()
        pid = _first_pid(process, status)
        init = os.pidfd_open(pid)
        stack.callback(os.close, init)
        stack.callback(_kill_and_wait, init)
        yield Jail(process, pid, init, status, go)


def _pipe(stack: ExitStack) -> tuple[FileIO, FileIO]:
    reader, writer = os.pipe()
    return stack.enter_context(FileIO(reader, "r")), stack.enter_context(FileIO(writer, "w"))


def _launch(
    command: Sequence[str], argv: Sequence[str], piped: bool, told: FileIO, waiting: FileIO
) -> subprocess.Popen[bytes]:
    descriptors = ["--json-status-fd", str(told.fileno()), "--block-fd", str(waiting.fileno())]
    try:
        return subprocess.Popen(
            [*command, *descriptors, "--", *argv],
            # bubblewrap's own environment can be read inside at /proc/1/environ, whatever --clearenv does.
            env={},
            cwd="/",
            umask=UMASK,
            # A terminal's Ctrl-C goes to the whole group; when a run ends is the harness's to say.
            process_group=0,
            pass_fds=(told.fileno(), waiting.fileno()),
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise SandboxError(f"cannot start bubblewrap: {error}; `phyla doctor` tells what is missing") from error


def _first_pid(process: subprocess.Popen[bytes], status: FileIO) -> int:
    """What bubblewrap tells when it has made the namespaces: one line, written piece by piece."""
    line = b""
    while not line.endswith(b"\n"):
        piece = status.read(1) if _readable(status.fileno(), _SETUP_SECONDS) else b""
        if not piece:
            process.kill()
            said = process.communicate()[1].decode(errors="replace").strip()
            raise SandboxError(f"bubblewrap made no sandbox: {said[:300]}; `phyla doctor` tells what is missing")
        line += piece
    return int(json.loads(line)["child-pid"])


def _kill_and_wait(init: int) -> None:
    """Kill a PID namespace by its init and wait until nothing of it runs any more."""
    _kill(init)
    # An init counts as ended only after the kernel has killed and reaped the rest of its namespace.
    if not _readable(init, _DEATH_SECONDS):
        raise undying()


def _kill(init: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(init, signal.SIGKILL)


def _readable(descriptor: int, seconds: float) -> bool:
    poll = select.poll()  # select.select() fails on descriptors above 1023
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
