"""Sandboxes for every room's tests. Under CI a missing Docker engine fails its tests; elsewhere they are skipped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.bubblewrap import BubblewrapSandbox
from sandbox.docker import DockerSandbox
from sandbox.run import Finding, Sandbox

DOCKER = pytest.param("docker", marks=pytest.mark.docker)
"""The parameter that stands for Docker in a test that runs on both back-ends."""


@pytest.fixture(scope="session")
def docker_owner() -> str:
    """The owner's label of this session's containers."""
    return f"tests-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def _docker_trouble(docker_owner: str) -> Finding | None:
    sandbox = DockerSandbox(docker_owner)
    try:
        return next((finding for finding in sandbox.check() if not finding.ok), None)
    finally:
        sandbox.close()


@pytest.fixture
def make_docker(_docker_trouble: Finding | None, docker_owner: str) -> Callable[[Path | None], DockerSandbox]:
    """Makes Docker sandboxes that keep their inputs in a folder."""
    if _docker_trouble is not None:
        reason = f"no Docker: {_docker_trouble.detail}; {_docker_trouble.mend}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return lambda scratch: DockerSandbox(docker_owner, scratch=scratch)


@pytest.fixture
def docker_sandbox(make_docker: Callable[[Path | None], DockerSandbox]) -> Iterator[DockerSandbox]:
    """A sandbox on the local Docker engine."""
    sandbox = make_docker(None)
    yield sandbox
    sandbox.close()


@pytest.fixture
def bubblewrap_sandbox() -> Iterator[BubblewrapSandbox]:
    """A sandbox on this host."""
    sandbox = BubblewrapSandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture(params=["bubblewrap", DOCKER])
def backend(request: pytest.FixtureRequest) -> str:
    """The name of each back-end in turn."""
    return str(request.param)


@pytest.fixture
def make_sandbox(backend: str, request: pytest.FixtureRequest) -> Callable[[Path | None], Sandbox]:
    """Makes sandboxes of each back-end in turn, which keep what they need on this host in a folder."""
    if backend == "docker":
        return request.getfixturevalue("make_docker")  # type: ignore[no-any-return]
    return BubblewrapSandbox


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where ``sandbox`` keeps what it needs on this host."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def sandbox(make_sandbox: Callable[[Path | None], Sandbox], scratch: Path) -> Iterator[Sandbox]:
    """A sandbox of each back-end in turn."""
    made = make_sandbox(scratch)
    yield made
    made.close()
