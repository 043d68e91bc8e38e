"""What a program sees of the world inside a sandbox: the same on every back-end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.run import GATEWAY, WORKSPACE, RunSpec, SandboxError

USER = 10001
"""User and group id of the program."""

HOME = "/tmp"
PATH = "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin"
HOSTNAME = "sandbox"
UMASK = 0o022

TMP_BYTES = 512 << 20
SHM_BYTES = 64 << 20
OPEN_FILES = 4096

_TAKEN = re.compile(
    rf"(/(bin|boot|dev|etc|home|lib\w*|proc|root|run|sbin|sys|tmp|usr|var)|{WORKSPACE}|{GATEWAY})(/.*)?"
)
_MOUNT_POINT = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+")


def environment(spec: RunSpec, path: str = PATH) -> dict[str, str]:
    """The program's whole environment. PWD is there because bubblewrap sets it when it enters the workspace."""
    return {"PWD": WORKSPACE, "PATH": path, "HOME": HOME, "LANG": "C.UTF-8", "TMPDIR": "/tmp", **spec.env}


def check_spec(spec: RunSpec) -> None:
    """Raise SandboxError for a run that no back-end could carry out as it is told."""
    if not spec.argv or any("\0" in word for word in spec.argv):
        raise SandboxError(f"cannot run {spec.argv!r}: give a program, without NUL characters")
    _check_environment(spec.env)
    for point in spec.inputs:
        if not _MOUNT_POINT.fullmatch(point) or _TAKEN.fullmatch(point):
            raise SandboxError(f"cannot mount an input at {point!r}: use a place such as /agent or /task")
    if spec.gateway is not None and not spec.gateway.is_dir():
        raise SandboxError(f"the gateway folder {spec.gateway} does not exist: start the gateway before the run")


def _check_environment(env: Mapping[str, str]) -> None:
    for name, value in env.items():
        if not name or "=" in name or "\0" in name + value:
            raise SandboxError(f"cannot set the environment variable {name!r}: bad name or NUL character")
