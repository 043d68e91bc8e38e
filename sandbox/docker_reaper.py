"""Telling our containers and volumes from others', and removing those whose process has died."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import docker
from docker.errors import APIError, NotFound

from sandbox.owner import is_dead, this_process

_APP = "app"
_OWNER = "phyla.owner"
_PROCESS = "phyla.process"
_DEADLINE = "phyla.deadline"
_GRACE_SECONDS = 3600.0
"""How long after its deadline a container is given up even if its process cannot be judged from here."""
_BEING_REMOVED = 409


def labels(owner: str, deadline: float) -> dict[str, str]:
    """What marks a container and its volume; the deadline is in seconds since the epoch."""
    return {_APP: "phyla", _OWNER: owner, _PROCESS: this_process(), _DEADLINE: f"{deadline:.0f}"}


def reap(engine: docker.APIClient, owner: str, now: float) -> int:
    """Remove an owner's containers and volumes that dead processes left; gives their number. Raises DockerException."""
    ours = {"label": [f"{_APP}=phyla", f"{_OWNER}={owner}"]}
    containers = [each for each in engine.containers(all=True, filters=ours) if _abandoned(each["Labels"], now)]
    for container in containers:
        remove_container(engine, container["Id"])
    volumes = engine.volumes(filters={**ours, "dangling": True})["Volumes"] or []
    left = [volume for volume in volumes if _abandoned(volume["Labels"], now)]
    for volume in left:
        engine.remove_volume(volume["Name"])
    return len(containers) + len(left)


def remove_container(engine: docker.APIClient, container: str) -> None:
    """Remove a container, running or not, with its volumes; it may be gone already. Raises DockerException."""
    try:
        engine.remove_container(container, v=True, force=True)
    except NotFound:
        return
    except APIError as error:
        if error.response.status_code != _BEING_REMOVED:
            raise


def _abandoned(marks: Mapping[str, Any], now: float) -> bool:
    return is_dead(marks[_PROCESS]) or now > float(marks[_DEADLINE]) + _GRACE_SECONDS
