"""What a campaign needs on this machine, checked before money is spent."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from campaign.config import make_config
from campaign.models import model_price, open_sandbox, open_upstream
from sandbox.model import UpstreamDown
from sandbox.prices import UnknownPrice
from sandbox.run import Finding, SandboxError

FREE_BYTES = 2 << 30
"""Disk that a small campaign with its traces may need."""


def examine(sandbox: str, model: str, image: str, folder: Path) -> list[Finding]:
    """All findings. Raises BadConfig for options that cannot be."""
    config = make_config({"sandbox": sandbox, "model": model, "image": image})
    return [_python(), _git(), _disk(folder), *_sandbox(sandbox, image, folder), _model(config.model), _price(model)]


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def _git() -> Finding:
    path = shutil.which("git")
    return Finding("git", path is not None, path or "not found", "install git: apt-get install git")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding("disk", free >= FREE_BYTES, f"{free / 1e9:.1f} GB free", "free some space, or use another folder")


def _sandbox(name: str, image: str, folder: Path) -> list[Finding]:
    try:
        place = open_sandbox(make_config({"sandbox": name, "image": image}), folder)
    except SandboxError as error:
        return [Finding(f"sandbox {name}", False, str(error), "see the message; or use --sandbox bubblewrap")]
    try:
        return place.check()
    finally:
        place.close()


def _model(model: str) -> Finding:
    try:
        upstream = open_upstream(make_config({"model": model}))
    except UpstreamDown as error:
        return Finding(f"model {model}", False, str(error), "set the key in the environment")
    return Finding(f"model {model}", True, f"served by {upstream.name}")


def _price(model: str) -> Finding:
    try:
        price = model_price(make_config({"model": model}))
    except UnknownPrice as error:
        return Finding("price", False, str(error), "give it: --price IN/OUT")
    return Finding("price", True, f"${price.input:g} in, ${price.output:g} out per million tokens")
