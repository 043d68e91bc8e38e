"""One container from its making to its removal."""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, NotFound
from requests.exceptions import ConnectionError as Disconnected
from requests.exceptions import ReadTimeout

from sandbox.docker_engine import Attachment
from sandbox.docker_reaper import remove_container
from sandbox.intake import import_tar
from sandbox.pump import Bounds, Pump
from sandbox.run import WORKSPACE, Ending
from sandbox.tree import Tree, TreeLimits

_DEATH_SECONDS = 60.0
_CHUNK = 1 << 16
_NOT_RUNNING = 409


class Container:
    """A container that has not been started yet. Every method raises DockerException and RequestException."""

    def __init__(self, engine: docker.APIClient, name: str) -> None:
        self._engine = engine
        self._name = name

    def volume(self) -> Path | None:
        """The workspace's volume as a folder of this host; None if this process may not look into it."""
        mounts = self._engine.inspect_container(self._name)["Mounts"]
        folder = Path(next(mount["Source"] for mount in mounts if mount["Destination"] == WORKSPACE))
        return folder if os.access(folder, os.R_OK | os.X_OK) else None

    def fill(self, archive: bytes) -> None:
        """Extract a tar stream into the workspace."""
        self._engine.put_archive(self._name, WORKSPACE, archive)

    def run(self, stdin: bytes, bounds: Bounds) -> tuple[Ending | None, str | None]:
        """Let the program run to its end; gives why it was killed, and what its workspace did to be killed for."""
        kills: list[Future[None]] = []
        with (
            # The engine answers a kill only when all output has been taken: it must be pumped meanwhile.
            ThreadPoolExecutor(1) as killer,
            Attachment(self._engine, self._name, bool(stdin)) as streams,
            Pump(bounds, lambda: kills.append(killer.submit(self._kill))) as pump,
        ):
            self._engine.start(self._name)
            deadline = time.monotonic() + bounds.seconds
            pump.read(streams.fileno(), partial(streams.take, bounds.capture))
            if stdin:
                pump.write(streams.stdin.fileno(), stdin, streams.end_stdin)
            pump.work(deadline)
        for kill in kills:
            kill.result()
        return pump.killed or self._wait(deadline), pump.refusal

    def state(self) -> dict[str, Any]:
        """What the engine tells of a container that ended: ExitCode, OOMKilled, StartedAt, FinishedAt."""
        state: dict[str, Any] = self._engine.inspect_container(self._name)["State"]
        return state

    def export(self, limits: TreeLimits) -> Tree:
        """Bring the workspace out of a container that ended. Raises UnsafeTree and tarfile.TarError too."""
        # Not the client's get_archive: an answer that is refused half-way must be hung up on, not read to its end,
        # for sparse files make it as long as a program likes.
        url = f"{self._engine.base_url}/v{self._engine.api_version}/containers/{self._name}/archive"
        with self._engine.get(url, params={"path": WORKSPACE}, stream=True, timeout=self._engine.timeout) as answer:
            answer.raise_for_status()
            return import_tar(answer.iter_content(_CHUNK), WORKSPACE.strip("/"), limits)

    def _kill(self) -> None:
        try:
            self._engine.kill(self._name)
        except NotFound:
            return
        except APIError as error:
            if error.response.status_code != _NOT_RUNNING:
                raise

    def _wait(self, deadline: float) -> Ending | None:
        """Wait for the end of a container whose streams have ended, which is at once unless it works against us."""
        try:
            self._engine.wait(self._name, timeout=max(1.0, deadline - time.monotonic()))
        except (ReadTimeout, Disconnected):
            self._kill()
            self._engine.wait(self._name, timeout=_DEATH_SECONDS)
            return Ending.TIMED_OUT
        return None


@contextlib.contextmanager
def container(engine: docker.APIClient, options: Mapping[str, Any]) -> Iterator[Container]:
    """Make a container, which is removed at the end with its volume, whatever state it is in."""
    # Named by us, so that it can be removed even if the engine's answer to its making is lost.
    name = f"phyla-{uuid.uuid4().hex}"
    try:
        engine.create_container(name=name, **options)
        yield Container(engine, name)
    finally:
        remove_container(engine, name)
