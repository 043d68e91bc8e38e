"""What the sandboxes' own tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.cgroups import Groups
from sandbox.docker_engine import connect
from sandbox.run import Sandbox


@pytest.fixture
def clean_host(sandbox: Sandbox, scratch: Path, docker_owner: str) -> Iterator[None]:
    """After the test: no file, control group, container or volume of ours is left on this host."""
    yield
    assert not list(scratch.iterdir())
    if sandbox.name == "bubblewrap":
        folders = {parent.folder for parent in Groups().parents.values()}
        assert not [group for folder in folders for group in folder.glob(f"phyla-run-*-{os.getpid()}-*")]
    else:
        with closing(connect(None)) as engine:
            ours = {"label": f"phyla.owner={docker_owner}"}
            assert not engine.containers(all=True, filters=ours)
            assert not engine.volumes(filters=ours)["Volumes"]
