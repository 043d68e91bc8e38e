"""A campaign's configuration: one flat, frozen record, kept as ``campaign.toml``."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sandbox.prices import parse_price


class BadConfig(ValueError):
    """The configuration cannot be used; the message names the option and the mend."""


class Config(BaseModel):
    """What a campaign is run with. Frozen at its start, but for the budgets, which may be raised later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str = "starter"
    """What agents are measured on."""
    sandbox: Literal["docker", "bubblewrap"] = "docker"
    """Where untrusted code runs."""
    image: str = "phyla-agent:latest"
    """The image for sandbox ``docker``."""
    model: str = "scripted"
    """The foundation model, by its service's name for it; ``scripted`` is the offline stand-in."""
    provider: Literal["scripted", "openai", "anthropic"] | None = None
    """Who serves the model; by default told from its name."""
    base_url: str | None = None
    """Another server that speaks the provider's protocol (vLLM, Ollama, a proxy)."""
    price: str | None = None
    """Dollars per million tokens as ``IN/OUT``, or ``0``; by default looked up by the model's name."""
    policy: Literal["hgm", "dgm"] = "hgm"
    """How the next step is chosen."""
    editor: Literal["parent", "seed"] = "parent"
    """Who edits the parent's source: the parent itself, or always the seed (DGM without self-improvement)."""
    parents: Literal["open", "newest"] = "open"
    """Who may be a parent: any agent of the archive, or only the newest (DGM without open-ended exploration)."""
    evaluations: int = Field(160, ge=1)
    """Budget: evaluations on search tasks."""
    hours: float | None = Field(None, gt=0)
    """Budget: wall time of one invocation, in hours."""
    usd: float | None = Field(None, gt=0)
    """Budget: US dollars over the whole campaign."""
    workers: int = Field(2, ge=1, le=256)
    """Attempts that run at once."""
    seed: int = 0
    """Of every random choice."""
    edit_seconds: float = Field(600.0, gt=0)
    """Time that an agent has to edit an agent's source."""
    model_calls: int = Field(100, ge=1)
    """Model calls that one attempt may make."""
    heldout_runs: int = Field(1, ge=1)
    """Runs of every held-out task at the end, for the chosen agent and for the seed."""

    @field_validator("price")
    @classmethod
    def _price_is_numbers(cls, value: str | None) -> str | None:
        if value is not None:
            parse_price(value)
        return value

    @property
    def served_by(self) -> str:
        """The provider, told from the model's name where it is not given."""
        if self.provider:
            return self.provider
        if self.model in ("scripted", "claude-scripted"):
            return "scripted"
        return "anthropic" if self.model.startswith("claude") else "openai"

    def to_toml(self) -> str:
        """The text of ``campaign.toml``."""
        rows = self.model_dump(exclude_none=True).items()
        return "".join(f"{name} = {json.dumps(value)}\n" for name, value in rows)

    @property
    def digest(self) -> str:
        """SHA-256 over everything but the budgets and the number of workers, which may change on the way."""
        fixed = self.model_dump(exclude={"evaluations", "hours", "usd", "workers"})
        return hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()


BUDGETS = frozenset({"evaluations", "hours", "usd", "workers"})
"""The options that may change when a campaign goes on."""


def make_config(options: dict[str, Any]) -> Config:
    """A configuration from options by name. Raises BadConfig."""
    try:
        return Config(**options)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "configuration"
        raise BadConfig(f"{name}: {first['msg']} (given: {first.get('input')!r})") from None


def read_config(path: Path) -> Config:
    """The configuration in a TOML file. Raises BadConfig."""
    try:
        return make_config(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{path.name} cannot be read: {error}") from None
