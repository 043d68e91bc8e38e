"""What the Docker engine is told about one run: limits, mounts and labels, and the workspace as a tar stream."""

from __future__ import annotations

import io
import tarfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docker.types import HostConfig, LogConfig, Mount, Ulimit

from sandbox.run import GATEWAY, WORKSPACE, Limits, RunSpec
from sandbox.tree import Tree, check_paths
from sandbox.view import HOSTNAME, OPEN_FILES, SHM_BYTES, TMP_BYTES, USER, environment

_TMPFS = f"rw,nosuid,nodev,exec,size={TMP_BYTES},nr_inodes=50k,mode=1777"
_RESOLUTION = 1_000_000_000
"""Docker counts processors in billionths."""


def container_options(
    spec: RunSpec, image: Mapping[str, Any], mounts: list[Mount], labels: Mapping[str, str], version: str
) -> dict[str, Any]:
    """The arguments of ``create_container``; ``image`` is what the engine tells of it."""
    return {
        "image": image["Id"],
        "entrypoint": [spec.argv[0]],
        "command": list(spec.argv[1:]),
        "user": f"{USER}:{USER}",
        "working_dir": WORKSPACE,
        "hostname": HOSTNAME,
        "environment": _environment(spec, image),
        "stdin_open": bool(spec.stdin),
        "labels": dict(labels),
        "healthcheck": {"test": ["NONE"]},
        # Else the engine's client adds the proxies of this user's configuration, which may hold passwords.
        "use_config_proxy": False,
        "host_config": _host_config(spec.limits, mounts, version),
    }


def _host_config(limits: Limits, mounts: list[Mount], version: str) -> HostConfig:
    return HostConfig(
        version,
        network_mode="none",
        cap_drop=["ALL"],
        security_opt=["no-new-privileges:true"],
        read_only=True,
        tmpfs={"/tmp": _TMPFS},
        mem_limit=limits.memory_bytes,
        memswap_limit=limits.memory_bytes,
        nano_cpus=int(limits.cpus * _RESOLUTION),
        pids_limit=limits.processes,
        shm_size=SHM_BYTES,
        ulimits=[
            Ulimit(name="nofile", soft=OPEN_FILES, hard=OPEN_FILES),
            Ulimit(name="core", soft=0, hard=0),
            Ulimit(name="fsize", soft=limits.file_bytes, hard=limits.file_bytes),
        ],
        ipc_mode="private",
        cgroupns="private",
        init=True,
        # The output is read as it comes and kept nowhere else: nothing can flood the engine's disk.
        log_config=LogConfig(type="none"),
        restart_policy={"Name": "no"},
        mounts=mounts,
    )


def _environment(spec: RunSpec, image: Mapping[str, Any]) -> list[str]:
    """The whole environment: a name without a value takes away what the image or the engine would set."""
    given = dict(entry.split("=", 1) for entry in image["Config"].get("Env") or [])
    wanted = environment(spec, given["PATH"]) if "PATH" in given else environment(spec)
    unwanted = ({"HOSTNAME"} | set(given)) - set(wanted)
    return [f"{name}={value}" for name, value in wanted.items()] + sorted(unwanted)


def volume_mount(labels: Mapping[str, str]) -> Mount:
    """A volume without a name for the workspace: it is removed together with its container."""
    return Mount(WORKSPACE, None, type="volume", labels=dict(labels))


def bind_mounts(inputs: Mapping[str, Path], gateway: Path | None) -> list[Mount]:
    """Folders of this host that the program may read.

    They must be open to all users (folders 0755, the gateway's socket 0666); those above them may be private.
    """
    binds = [*inputs.items(), *([(GATEWAY, gateway)] if gateway else [])]
    return [Mount(point, str(folder.resolve()), type="bind", read_only=True) for point, folder in binds]


def owns_workspace(image: Mapping[str, Any]) -> bool:
    """Whether an image is made for phyla: it then has a workspace that belongs to the program's user."""
    return bool(image["Config"].get("WorkingDir") == WORKSPACE and image["Config"].get("User") == f"{USER}:{USER}")


def workspace_tar(tree: Tree, with_root: bool) -> bytes:
    """A tree as a tar stream to be put into the workspace, owned by the program's user.

    ``with_root``: also hand the workspace itself over, for images that do not have one. The engine ignores an entry for
    the folder that it extracts into, unless its name leads out and in again. Raises UnsafeTree.
    """
    check_paths(tree)
    buffer, now = io.BytesIO(), int(time.time())
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in ([f"..{WORKSPACE}"] if with_root else []) + _folders(tree):
            tar.addfile(_entry(path, now, 0o755, tarfile.DIRTYPE))
        for path, file in tree.items():
            entry = _entry(path, now, 0o755 if file.executable else 0o644, tarfile.REGTYPE)
            entry.size = len(file.data)
            tar.addfile(entry, io.BytesIO(file.data))
    return buffer.getvalue()


def _entry(path: str, now: int, mode: int, kind: bytes) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(path)
    entry.uid = entry.gid = USER
    entry.mtime, entry.mode, entry.type = now, mode, kind
    return entry


def _folders(paths: Iterable[str]) -> list[str]:
    return sorted({path[:i] for path in paths for i, char in enumerate(path) if char == "/"})
