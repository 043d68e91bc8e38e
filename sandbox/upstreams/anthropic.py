"""Anthropic, and every server that speaks its messages."""

from __future__ import annotations

import os

import anthropic

from sandbox.model import Route, Usage
from sandbox.protocol import Json, fields
from sandbox.upstreams.sdk import RETRIES, PunctualClient, SdkUpstream, Service, count, find_key

KEY = "ANTHROPIC_API_KEY"
ADDRESS = "ANTHROPIC_BASE_URL"


class AnthropicUpstream(SdkUpstream):
    """Answers with Anthropic's SDK. The key comes from ANTHROPIC_API_KEY, or the file in ANTHROPIC_API_KEY_FILE.

    Raises UpstreamDown if there is no key and no base URL of one's own (which may also stand in ANTHROPIC_BASE_URL).
    """

    def __init__(self, base_url: str | None = None, *, retries: int = RETRIES) -> None:
        own = base_url or os.environ.get(ADDRESS) or None
        key, http = find_key(KEY, needed=own is None), PunctualClient()
        client = anthropic.Anthropic(api_key=key, base_url=own, max_retries=retries, http_client=http)
        super().__init__(_SERVICE, client, http, key)


def _usage(body: Json) -> Usage | None:
    """Anthropic counts the tokens that its cache read or wrote apart from the other input."""
    usage = fields(body, "usage")
    if not usage:
        return None
    read, written = count(usage.get("cache_read_input_tokens")), count(usage.get("cache_creation_input_tokens"))
    return Usage(
        input_tokens=count(usage.get("input_tokens")) + read + written,
        output_tokens=count(usage.get("output_tokens")),
        cached_tokens=read,
        cache_written_tokens=written,
    )


_SERVICE = Service(
    name="anthropic",
    key_variable=KEY,
    paths={Route.ANTHROPIC_MESSAGES: "/v1/messages"},
    usage=_usage,
    status_error=anthropic.APIStatusError,
    timeout_error=anthropic.APITimeoutError,
    connection_error=anthropic.APIConnectionError,
)
