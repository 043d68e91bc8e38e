"""The seam between the gateway and whatever answers model calls."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Route(enum.StrEnum):
    """The model protocols that an agent may speak, by their path on the gateway."""

    OPENAI_CHAT = "/v1/chat/completions"
    ANTHROPIC_MESSAGES = "/v1/messages"


class UpstreamDown(RuntimeError):
    """We failed: the model service is down, unreachable, out of quota or refuses our key. Never the agent's fault."""


class AnswerLost(UpstreamDown):
    """A request was sent, but its answer did not come whole or in time: the service may charge for it all the same."""


@dataclass(frozen=True)
class ModelRequest:
    """One call, as the agent wrote it."""

    route: Route
    model: str
    body: Mapping[str, Any]
    """The JSON body, in the route's own protocol."""
    seed: int
    """The attempt's seed, for upstreams that can use one."""
    deadline: float = 600.0
    """Seconds that the call may take."""


@dataclass(frozen=True)
class Usage:
    """Tokens of one call, as the model service counted them."""

    input_tokens: int = 0
    """All input tokens, cached ones included."""
    output_tokens: int = 0
    cached_tokens: int = 0
    """Those of the input that the service read from its cache."""
    cache_written_tokens: int = 0
    """Those of the input that the service wrote to its cache."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.cache_written_tokens + other.cache_written_tokens,
        )


@dataclass(frozen=True)
class ModelResponse:
    """One answer, in the route's own protocol."""

    status: int
    """HTTP status: 200, or a 4xx that tells the agent what is wrong with its request."""
    body: Mapping[str, Any]
    usage: Usage | None = Usage()
    """None: the service does not say, so that the call counts at its worst case."""


class Upstream(Protocol):
    """Something that answers model calls. Thread-safe."""

    @property
    def name(self) -> str: ...

    def complete(self, request: ModelRequest) -> ModelResponse:
        """Answer one call. Raises UpstreamDown when no answer could be had for a reason that is not the request's."""
