"""The policies, one file each, named after the papers that they come from."""

from __future__ import annotations

from collections.abc import Callable

from campaign.policies.dgm import DarwinGoedelMachine
from campaign.policies.hgm import HuxleyGoedelMachine
from campaign.policy import Policy

POLICIES: dict[str, Callable[[], Policy]] = {"hgm": HuxleyGoedelMachine, "dgm": DarwinGoedelMachine}


def open_policy(name: str) -> Policy:
    """A policy by its name, with the constants of its paper."""
    return POLICIES[name]()
