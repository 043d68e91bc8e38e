"""What is Docker's own: its engine, its images, and what a dead process left in it."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docker
import pytest

from sandbox.docker import IMAGE, DockerSandbox
from sandbox.docker_engine import connect
from sandbox.run import Ending, Limits, RunSpec, SandboxError
from sandbox.tree import File

HARNESS = """
import sys
from pathlib import Path
from sandbox.docker import DockerSandbox
from sandbox.run import RunSpec
DockerSandbox(sys.argv[1], scratch=Path(sys.argv[2])).run(RunSpec(("sleep", "600"), {}, inputs={"/task": {}}))
"""


@pytest.fixture
def engine(make_docker: Callable[[Path | None], DockerSandbox]) -> Iterator[docker.APIClient]:
    del make_docker  # asked for, so that the test is skipped where it cannot be made
    with closing(connect(None)) as client:
        yield client


@pytest.mark.filterwarnings("ignore:.*unclosed.*socket")  # docker-py leaves the sockets that could not connect
def test_an_engine_that_is_down_is_our_failure() -> None:
    sandbox = DockerSandbox("tests", url="unix:///does/not/exist.sock")
    with pytest.raises(SandboxError, match=r"does not answer .*start it"):
        sandbox.run(RunSpec(("true",), {}))
    (finding,) = sandbox.check()
    assert not finding.ok
    assert "start it" in finding.mend
    gc.collect()


def test_an_engine_on_another_host_is_refused(engine: docker.APIClient) -> None:
    del engine
    # A port that nobody listens on: it must fail, whether by not answering or by not being here.
    with pytest.raises(SandboxError, match="DOCKER_HOST"):
        connect("tcp://127.0.0.1:1")


@pytest.mark.docker
def test_a_missing_image_is_our_failure(docker_sandbox: DockerSandbox) -> None:
    with pytest.raises(SandboxError, match=r"no-such-image.*docker pull"):
        docker_sandbox.run(RunSpec(("true",), {}, image="no-such-image:none"))


@pytest.mark.docker
def test_an_image_that_knows_nothing_of_us_will_do(docker_sandbox: DockerSandbox, engine: docker.APIClient) -> None:
    tag = f"phyla-test-{uuid.uuid4().hex[:12]}"
    recipe = f"""
FROM {IMAGE}
USER root
WORKDIR /
RUN rmdir /workspace
ENV LEAKED=1 PATH=/usr/bin:/bin
VOLUME /data
ENTRYPOINT ["false"]
HEALTHCHECK CMD false
"""
    for step in engine.build(fileobj=io.BytesIO(recipe.encode()), tag=tag, rm=True, decode=True):
        assert "error" not in step, step
    try:
        code = "import os; open('made', 'w'); print(os.getuid(), sorted(os.environ), os.environ['PATH'])"
        result = docker_sandbox.run(RunSpec(("python3", "-c", code), {"given": File(b"", True)}, image=tag))
    finally:
        engine.remove_image(tag, force=True)
    assert result.stdout == b"10001 ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR'] /usr/bin:/bin\n"
    assert result.workspace == {"given": File(b"", True), "made": File(b"")}


@pytest.mark.docker
def test_output_while_being_killed_blocks_nothing(docker_sandbox: DockerSandbox) -> None:
    result = docker_sandbox.run(RunSpec(("yes",), {}, limits=Limits(seconds=1.0, output_bytes=1 << 40)))
    assert result.ending is Ending.TIMED_OUT


@pytest.mark.docker
def test_the_reaper_takes_what_its_owners_dead_left(
    engine: docker.APIClient, make_docker: Callable[[Path | None], DockerSandbox], tmp_path: Path
) -> None:
    del make_docker
    mine, other = f"tests-{uuid.uuid4().hex}", f"tests-{uuid.uuid4().hex}"
    killed, living = (_harness(owner, tmp_path) for owner in (mine, other))
    reaper, reaper_of_other = DockerSandbox(mine, scratch=tmp_path), DockerSandbox(other)
    try:
        for owner in (mine, other):
            _await_running(engine, owner)
        assert reaper.reap() == 0, "its process lives"
        killed.kill()
        killed.wait()
        assert reaper.reap() == 2, "a container and a scratch folder"
        assert not _containers(engine, mine)
        assert not engine.volumes(filters={"label": f"phyla.owner={mine}"})["Volumes"]
        assert len(_containers(engine, other)) == 1
    finally:
        for harness in (killed, living):
            harness.kill()
            harness.wait()
        for sandbox in (reaper, reaper_of_other):
            sandbox.reap()
            sandbox.close()
    assert not _containers(engine, other)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def _harness(owner: str, scratch: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", HARNESS, owner, str(scratch)], cwd=Path(__file__).parents[2])


def _containers(engine: docker.APIClient, owner: str) -> list[object]:
    return list(engine.containers(all=True, filters={"label": f"phyla.owner={owner}"}))


def _await_running(engine: docker.APIClient, owner: str) -> None:
    give_up = time.monotonic() + 60
    while not engine.containers(filters={"label": f"phyla.owner={owner}"}):
        assert time.monotonic() < give_up, "the harness started no container"
        time.sleep(0.1)
