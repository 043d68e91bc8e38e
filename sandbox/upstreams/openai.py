"""OpenAI, and every server that speaks its protocols: vLLM, llama.cpp, Ollama, a proxy."""

from __future__ import annotations

import os

import openai

from sandbox.model import Route, Usage
from sandbox.protocol import Json, fields
from sandbox.upstreams.sdk import RETRIES, PunctualClient, SdkUpstream, Service, count, find_key

KEY = "OPENAI_API_KEY"
ADDRESS = "OPENAI_BASE_URL"


class OpenAIUpstream(SdkUpstream):
    """Answers with OpenAI's SDK. The key comes from OPENAI_API_KEY, or from the file named by OPENAI_API_KEY_FILE.

    Raises UpstreamDown if there is no key and no base URL of one's own (which may also stand in OPENAI_BASE_URL).
    """

    def __init__(self, base_url: str | None = None, *, retries: int = RETRIES) -> None:
        own = base_url or os.environ.get(ADDRESS) or None
        key, http = find_key(KEY, needed=own is None), PunctualClient()
        client = openai.OpenAI(api_key=key, base_url=own, max_retries=retries, http_client=http)
        super().__init__(_SERVICE, client, http, key)


def _usage(body: Json) -> Usage | None:
    usage = fields(body, "usage")
    if not usage:
        return None
    details = fields(usage, "prompt_tokens_details")
    return Usage(
        input_tokens=count(usage.get("prompt_tokens")),
        output_tokens=count(usage.get("completion_tokens")),
        cached_tokens=count(details.get("cached_tokens")),
        cache_written_tokens=count(details.get("cache_write_tokens")),
    )


_SERVICE = Service(
    name="openai",
    key_variable=KEY,
    paths={Route.OPENAI_CHAT: "/chat/completions"},
    usage=_usage,
    status_error=openai.APIStatusError,
    timeout_error=openai.APITimeoutError,
    connection_error=openai.APIConnectionError,
)
