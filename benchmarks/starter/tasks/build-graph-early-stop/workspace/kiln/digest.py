"""Fingerprints of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def combined(parts: Iterable[str]) -> str:
    """One fingerprint for a sequence. The lengths keep ("ab", "c") and ("a", "bc") apart."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        whole.update(f"{len(data)}:".encode("ascii"))
        whole.update(data)
    return whole.hexdigest()


def short(digest: str) -> str:
    """Enough for people."""
    return digest[:10]
