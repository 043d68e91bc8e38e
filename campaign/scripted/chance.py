"""Chance by hashing: the same on every machine, in every process, in any order of calls."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def chance(seed: int, *about: str) -> float:
    """A number in [0, 1) that depends on the seed and on what it is drawn for, and on nothing else."""
    digest = hashlib.sha256("\0".join((str(seed), *about)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


def pick(weights: Sequence[float], at: float) -> int:
    """The index on which a number in [0, 1) falls when the weights are laid end to end."""
    rest = at * sum(weights)
    for index, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return index
    return len(weights) - 1
