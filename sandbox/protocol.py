"""What differs between the model protocols: how an error looks, where output is capped, and what is never let through.

Requests pass through as they are, unknown fields included. Refused is only what would make the model service act for
the agent (run tools, fetch addresses, keep conversations) or charge a price that the meter does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.model import Route

Json = Mapping[str, Any]


class Refused(Exception):
    """The gateway does not let a request through: the agent's to mend. The message says what is wrong with it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


FORBIDDEN_KEYS: Mapping[str, str] = {
    "background": "conversations are not stored",
    "container": "the model service runs no tools here",
    "conversation": "conversations are not stored",
    "inference_geo": "only the standard service is metered",
    "mcp_servers": "the model service runs no tools here",
    "previous_response_id": "conversations are not stored",
    "prompt": "stored prompts are not available",
    "speed": "only the standard service is metered",
    "store": "conversations are not stored",
    "stream": "a session gives whole answers; the gateway streams them",
    "web_search_options": "the model service runs no tools here",
}
"""Fields that may only be absent, null or false, with the reason."""

SERVICE_TIERS = ("auto", "default", "flex", "standard_only")

CLIENT_TOOLS: Mapping[Route, tuple[str, ...]] = {
    Route.OPENAI_CHAT: ("function", "custom"),
    Route.ANTHROPIC_MESSAGES: ("custom", "bash_", "text_editor_", "memory_", "computer_"),
}
"""How the types of tools begin that the agent itself carries out; any other tool would run at the model service."""

OUTPUT_CAPS: Mapping[Route, tuple[str, ...]] = {
    Route.OPENAI_CHAT: ("max_completion_tokens", "max_tokens"),
    Route.ANTHROPIC_MESSAGES: ("max_tokens",),
}
"""The fields that cap a request's output; the first is the one that is set if none is."""

IMAGES = ("image", "image_url", "input_image")
"""The types of parts that show the model an image."""

UNMETERED = ("audio_url", "file", "input_audio", "input_file", "video_url")
"""The types of parts whose tokens cannot be bounded before the call."""

AGENTS_OWN = frozenset({"arguments", "data", "input", "signature", "text", "thinking"})
"""Parts of a message that the model service takes as plain content, whatever they say."""

ANTHROPIC_ERRORS = {
    400: "invalid_request_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
}


def error_body(route: Route | None, status: int, message: str) -> Json:
    """An error in the route's own shape; OpenAI's for an unknown route."""
    if route is Route.ANTHROPIC_MESSAGES:
        return {"type": "error", "error": {"type": ANTHROPIC_ERRORS.get(status, "api_error"), "message": message}}
    kind = "server_error" if status >= 500 else "invalid_request_error"
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def check_request(route: Route, body: Json) -> None:
    """Raise Refused for what an agent may not ask of the model service."""
    for key, reason in FORBIDDEN_KEYS.items():
        if body.get(key) not in (None, False):
            raise Refused(400, f"`{key}` is not allowed: {reason}; leave it out")
    if body.get("service_tier", "auto") not in SERVICE_TIERS:
        raise Refused(400, "`service_tier` is not allowed: only the standard service is metered; leave it out")
    _check_tools(route, body.get("tools"))
    for item in (body, *objects(body.get("system")), *objects(body.get("tools"))):
        _check_cache(item)
    for part in _parts(body):
        _check_part(part)
        _check_cache(part)


def output_tokens(route: Route, body: Json) -> int | None:
    """The most output tokens that a request can bring about as it stands; None if it has no cap."""
    caps = [body[field] for field in OUTPUT_CAPS[route] if body.get(field) is not None]
    choices = body.get("n") or 1
    for number in (*caps, choices):
        if type(number) is not int or number < 1:
            raise Refused(400, f"`{OUTPUT_CAPS[route][0]}` and `n` are positive integers")
    return max(caps) * choices if caps else None


def images(body: Json) -> int:
    """How many images a request shows the model."""
    return sum(part.get("type") in IMAGES for part in _parts(body))


def fields(body: Json, name: str) -> Json:
    """An object within an object; empty if there is none."""
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def objects(value: object) -> Iterator[Json]:
    """The objects of a list; none if it is no list."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def _check_tools(route: Route, tools: object) -> None:
    for tool in objects(tools):
        kind = tool.get("type") or "custom"
        if not isinstance(kind, str) or not kind.startswith(CLIENT_TOOLS[route]):
            raise Refused(400, f"tool type {str(kind)[:80]!r} is not allowed: the model service runs no tools here")


def _check_part(part: Json) -> None:
    if part.get("file_id") is not None:
        raise Refused(400, "`file_id` is not allowed: the model service keeps no files here")
    if part.get("type") in UNMETERED or part.get("media_type") == "application/pdf":
        raise Refused(400, "only text and images can be sent: what else costs cannot be told before the call")
    for key, value in part.items():
        if key.endswith("url") and isinstance(value, str) and not value.startswith("data:"):
            raise Refused(400, "remote media are not allowed: send the content itself as a data: URL or base64")


def _check_cache(part: Json) -> None:
    if fields(part, "cache_control").get("ttl") not in (None, "5m"):
        raise Refused(400, "only a cache of 5 minutes is metered: leave out `ttl`")


def _parts(body: Json) -> Iterator[Json]:
    """All objects within the messages, except in what the model service takes as plain content."""
    pending: list[Any] = [body.get("messages")]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            yield value
            pending.extend(inner for key, inner in value.items() if key not in AGENTS_OWN)
