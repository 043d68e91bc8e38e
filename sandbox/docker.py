"""Sandboxes made by Docker: one container for each run, whose main command is the program.

What is not covered: a kernel or a container runtime that can be broken from an unprivileged container, and, where this
process may not look into the engine's volumes, how much all files of a workspace take together (each one is limited).
``check`` tells what holds here.
"""

from __future__ import annotations

import tarfile
import threading
import time
from pathlib import Path

import docker

from sandbox.capture import Capture
from sandbox.docker_check import findings
from sandbox.docker_container import Container, container
from sandbox.docker_engine import connect, engine_failures, running_seconds
from sandbox.docker_options import bind_mounts, container_options, owns_workspace, volume_mount, workspace_tar
from sandbox.docker_reaper import labels, reap
from sandbox.pump import Bounds
from sandbox.run import Ending, Finding, RunResult, RunSpec, SandboxError
from sandbox.scratch import Watch, remove_stale, scratch_folder, tree_limits
from sandbox.tree import Tree, UnsafeTree, write_tree
from sandbox.underway import UnderWay
from sandbox.view import check_spec

IMAGE = "phyla-agent:latest"
"""The image that phyla's Dockerfile makes."""
_KILLED = 128 + 9


class DockerSandbox:
    """Runs programs in containers of a local Docker engine. Thread-safe."""

    name = "docker"

    def __init__(self, owner: str, image: str = IMAGE, scratch: Path | None = None, url: str | None = None) -> None:
        """``owner``: whose the containers are, such as a campaign's id; ``url``: the engine's, None: from DOCKER_HOST.

        ``scratch``: where inputs lie during a run; the engine must be able to mount folders from there.
        """
        self._owner = owner
        self._image = image
        self._scratch = scratch
        self._url = url
        self._runs = UnderWay()
        self._connecting = threading.Lock()
        self._connected: docker.APIClient | None = None

    def run(self, spec: RunSpec) -> RunResult:
        """Run one program to its end, as ``Sandbox.run`` tells."""
        check_spec(spec)
        with self._runs.entered() as stop, scratch_folder(self._scratch) as folder:
            try:
                with engine_failures():
                    return self._run(spec, folder, stop)
            except (OSError, UnsafeTree, tarfile.TarError) as error:
                raise SandboxError(f"Docker could not run a program: {error}") from error

    def check(self) -> list[Finding]:
        """What works with this engine, and what it does not protect from."""
        return findings(self._engine, self._image, self.run)

    def reap(self) -> int:
        """Remove what dead processes of this owner left behind; gives the number of things. Raises SandboxError."""
        with engine_failures():
            return reap(self._engine(), self._owner, time.time()) + remove_stale(self._scratch)

    def close(self) -> None:
        """End every run still under way and wait for their ends. Raises SandboxError."""
        self._runs.close()
        with self._connecting:
            if self._connected is not None:
                self._connected.close()

    def _engine(self) -> docker.APIClient:
        with self._connecting:
            if self._connected is None:
                self._connected = connect(self._url)
            return self._connected

    def _run(self, spec: RunSpec, folder: Path, stop: int) -> RunResult:
        engine = self._engine()
        image = engine.inspect_image(spec.image or self._image)
        marks = labels(self._owner, time.time() + spec.limits.seconds)
        mounts = [volume_mount(marks), *bind_mounts(_write_inputs(spec, folder), spec.gateway)]
        options = container_options(spec, image, mounts, marks, engine.api_version)
        capture = Capture(spec.limits.output_bytes)
        with container(engine, options) as made:
            made.fill(workspace_tar(spec.workspace, with_root=not owns_workspace(image)))
            volume = made.volume()
            watch = Watch(volume, spec.limits) if volume else None
            killed, refusal = made.run(spec.stdin, Bounds(spec.limits.seconds, capture, watch, stop))
            state = made.state()
            tree = None
            if spec.export and not refusal:
                tree, refusal = _export(made, spec)
        ending = killed or _ending(state["OOMKilled"], state["ExitCode"])
        code = state["ExitCode"] if ending is Ending.EXITED else None
        return RunResult(ending, code, capture.stdout, capture.stderr, running_seconds(state), tree, refusal)


def _write_inputs(spec: RunSpec, folder: Path) -> dict[str, Path]:
    """Write the read-only trees below a scratch folder; gives their places by mount point."""
    places = {point: folder / str(number) for number, point in enumerate(spec.inputs)}
    for point, place in places.items():
        write_tree(spec.inputs[point], place)
        place.chmod(0o755)
    return places


def _ending(oom_killed: bool, code: int) -> Ending:
    return Ending.OUT_OF_MEMORY if oom_killed and code == _KILLED else Ending.EXITED


def _export(made: Container, spec: RunSpec) -> tuple[Tree | None, str | None]:
    try:
        return made.export(tree_limits(spec.limits)), None
    except UnsafeTree as unsafe:
        return None, str(unsafe)
