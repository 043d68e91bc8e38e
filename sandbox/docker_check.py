"""What a doctor is told about a Docker engine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docker

from sandbox.docker_engine import engine_failures
from sandbox.run import Ending, Finding, RunResult, RunSpec, SandboxError
from sandbox.tree import File

_NEEDED_BYTES = 5 << 30
_SAFE_RUNC = (1, 2, 8)
"""The first release without the container escapes CVE-2025-31133, -52565 and -52881."""
_LIMITS = {"MemoryLimit": "memory", "PidsLimit": "processes", "CpuCfsQuota": "processor time"}
_LOOK = "import platform; print('Python', platform.python_version(), open('/task/seen').read())"


def findings(engine: Callable[[], docker.APIClient], image: str, run: Callable[[RunSpec], RunResult]) -> list[Finding]:
    """Ask the engine, and try a run for real."""
    try:
        with engine_failures():
            client = engine()
            info, version = client.info(), client.version()
    except SandboxError as error:
        return [_failure("Docker engine", error)]
    return [_engine(info), *_image(client, image, run), *_limits(info), *_disk(info), *_gaps(info, version)]


def _failure(name: str, error: SandboxError) -> Finding:
    cause, _, mend = str(error).partition("; ")
    return Finding(name, False, cause, mend)


def _engine(info: Mapping[str, Any]) -> Finding:
    detail = f"{info['ServerVersion']}, storage {info['Driver']}, control groups version {info['CgroupVersion']}"
    return Finding("Docker engine", True, detail)


def _image(client: docker.APIClient, image: str, run: Callable[[RunSpec], RunResult]) -> Iterator[Finding]:
    try:
        with engine_failures():
            client.inspect_image(image)
        yield Finding("image", True, image)
        spec = RunSpec(("python3", "-I", "-c", _LOOK), {}, inputs={"/task": {"seen": File(b"sees its inputs")}})
        result = run(spec)
    except SandboxError as error:
        yield _failure("image" if "image" in str(error) else "a program in Docker", error)
        return
    said = (result.stdout + result.stderr).decode(errors="replace").strip()
    works = result.ending is Ending.EXITED and result.exit_code == 0
    mend = "" if works else "let the engine mount folders from the folder for temporary files, or set TMPDIR to one"
    yield Finding("a program in Docker", works, said[-300:] or str(result.ending), mend)


def _limits(info: Mapping[str, Any]) -> Iterator[Finding]:
    missing = [what for key, what in _LIMITS.items() if not info.get(key)]
    mend = "enable the control-group controllers of this kernel (systemd: delegate them to the engine)"
    if missing:
        yield Finding("limits", False, f"the engine cannot limit {', '.join(missing)}", mend)
    else:
        yield Finding("limits", True, "memory, processes and processor time")


def _disk(info: Mapping[str, Any]) -> Iterator[Finding]:
    root = Path(info["DockerRootDir"])
    if not root.is_dir():
        return
    free = shutil.disk_usage(root).free
    mend = "" if free >= _NEEDED_BYTES else "free some space, for example with `docker image prune`"
    yield Finding("disk of the engine", free >= _NEEDED_BYTES, f"{free >> 30} GiB free", mend)


def _gaps(info: Mapping[str, Any], version: Mapping[str, Any]) -> Iterator[Finding]:
    yield Finding("not protected from", True, "holes in the kernel, which containers share with this host")
    told = next((part["Version"] for part in version.get("Components", []) if part["Name"] == "runc"), "")
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", told)
    if numbers and tuple(map(int, numbers.groups())) < _SAFE_RUNC:
        yield Finding(
            "not protected from", True, f"escapes known before runc 1.2.8 (here {told}), unless it was patched"
        )
    if not any("seccomp" in option for option in info["SecurityOptions"]):
        yield Finding("system-call filter", False, "the engine filters none", "use an engine with seccomp")
