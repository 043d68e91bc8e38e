"""A whole answer as the events of a stream, for agents that ask for one. Only in form: nothing comes early."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sandbox.model import Route
from sandbox.protocol import Json, fields, objects

STREAM_FIELDS = ("stream", "stream_options")
"""What a request says about streaming; not sent on."""


def events(route: Route, request: Json, answer: Json) -> bytes:
    """A complete answer as server-sent events in the route's own shape."""
    if route is Route.ANTHROPIC_MESSAGES:
        return b"".join(_event(event, str(event["type"])) for event in _messages(answer))
    usage = fields(request, "stream_options").get("include_usage") is True
    return b"".join(_event(chunk) for chunk in _chunks(answer, usage)) + b"data: [DONE]\n\n"


def _event(data: Json, name: str | None = None) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


def _chunks(answer: Json, usage: bool) -> Iterator[Json]:
    common = {key: value for key, value in answer.items() if key not in ("choices", "usage")}
    common["object"] = "chat.completion.chunk"
    for choice in objects(answer.get("choices")):
        delta = dict(fields(choice, "message"))
        if "tool_calls" in delta:
            delta["tool_calls"] = [{"index": index, **call} for index, call in enumerate(objects(delta["tool_calls"]))]
        rest = {key: value for key, value in choice.items() if key != "message"}
        yield {**common, "choices": [{**rest, "delta": delta, "finish_reason": None}]}
        last = {"index": rest.get("index", 0), "delta": {}, "finish_reason": rest.get("finish_reason")}
        yield {**common, "choices": [last]}
    if usage:
        yield {**common, "choices": [], "usage": answer.get("usage")}


def _messages(answer: Json) -> Iterator[Json]:
    yield {"type": "message_start", "message": {**answer, "content": [], "stop_reason": None, "stop_sequence": None}}
    for index, block in enumerate(objects(answer.get("content"))):
        start, deltas = _block(block)
        yield {"type": "content_block_start", "index": index, "content_block": start}
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    end = {"stop_reason": answer.get("stop_reason"), "stop_sequence": answer.get("stop_sequence")}
    yield {"type": "message_delta", "delta": end, "usage": answer.get("usage")}
    yield {"type": "message_stop"}


def _block(block: Json) -> tuple[Json, list[Json]]:
    """A content block's empty beginning and what fills it; kinds that are never streamed in parts begin full."""
    kind = block.get("type")
    if kind == "text":
        return {**block, "text": ""}, [{"type": "text_delta", "text": block.get("text")}]
    if kind == "tool_use":
        delta = {"type": "input_json_delta", "partial_json": json.dumps(block.get("input"))}
        return {**block, "input": {}}, [delta]
    if kind == "thinking":
        thought = {"type": "thinking_delta", "thinking": block.get("thinking")}
        signature = {"type": "signature_delta", "signature": block.get("signature")}
        return {**block, "thinking": "", "signature": ""}, [thought, signature]
    return block, []
