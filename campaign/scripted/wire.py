"""The two model protocols, read and written as their services do; what a service would refuse is refused here too."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from campaign.scripted.conversation import Answer, Call, Conversation, Message, Offer
from campaign.scripted.limits import CHARACTERS_PER_TOKEN
from sandbox.model import ModelRequest, ModelResponse, Route, Usage

Json = Mapping[str, Any]
ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant", "tool": "tool"}


class BadRequest(ValueError):
    """A request that a model service answers with 400; the message says why."""


def read(request: ModelRequest) -> Conversation:
    """The conversation in a request's body. Raises BadRequest."""
    openai = request.route is Route.OPENAI_CHAT
    try:
        messages = tuple(_openai_messages(request.body) if openai else _anthropic_messages(request.body))
        tools = tuple(_offer(tool, openai) for tool in request.body.get("tools") or ())
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadRequest(f"invalid_request: the body is not as the protocol wants it: {error!r}") from error
    _check_pairs(messages)
    return Conversation(messages, tools)


def _openai_messages(body: Json) -> Iterator[Message]:
    for message in body["messages"]:
        role = cast(Literal["system", "user", "assistant", "tool"], ROLES[message["role"]])
        calls = tuple(
            Call(call["id"], call["function"]["name"], _arguments(call["function"]["arguments"]))
            for call in message.get("tool_calls") or ()
        )
        answers = message["tool_call_id"] if role == "tool" else ""
        yield Message(role, _text(message.get("content")), calls, answers)


def _anthropic_messages(body: Json) -> Iterator[Message]:
    if body.get("system"):
        yield Message("system", _text(body["system"]))
    for message in body["messages"]:
        content = message["content"]
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        if message["role"] == "assistant":
            calls = tuple(_tool_use(block) for block in blocks if block["type"] == "tool_use")
            yield Message("assistant", _text(blocks), calls)
        elif message["role"] == "user":
            yield from _user_turn(blocks)
        else:
            raise BadRequest(f"invalid_request: there is no role {message['role']!r}")


def _tool_use(block: Json) -> Call:
    return Call(block["id"], block["name"], block["input"])


def _user_turn(blocks: list[Json]) -> Iterator[Message]:
    for block in blocks:
        if block["type"] == "tool_result":
            yield Message("tool", _text(block.get("content")), answers=block["tool_use_id"])
    if any(block["type"] == "text" for block in blocks):
        yield Message("user", _text(blocks))


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(block["text"] for block in content or () if block["type"] == "text")


def _arguments(text: str) -> Json:
    value = json.loads(text)
    return value if isinstance(value, dict) else {}


def _offer(tool: Json, openai: bool) -> Offer:
    spec = tool["function"] if openai else tool
    schema = spec["parameters" if openai else "input_schema"]
    return Offer(spec["name"], schema.get("properties") or {})


def _check_pairs(messages: tuple[Message, ...]) -> None:
    """Raise BadRequest unless every tool call is answered right after it, and nothing else is answered."""
    if not any(message.role == "user" for message in messages):
        raise BadRequest("invalid_request: there is no user message")
    waiting: set[str] = set()
    for message in messages:
        if message.role == "tool":
            if message.answers not in waiting:
                raise BadRequest(f"invalid_request: a tool result answers no call before it: {message.answers!r}")
            waiting.remove(message.answers)
        elif waiting:
            raise BadRequest(f"invalid_request: tool calls without a result: {', '.join(sorted(waiting))}")
        waiting |= {call.id for call in message.calls}
    if waiting:
        raise BadRequest(f"invalid_request: tool calls without a result: {', '.join(sorted(waiting))}")


def write(request: ModelRequest, conversation: Conversation, answer: Answer) -> ModelResponse:
    """The answer, as the request's route wants it."""
    said = len(answer.text) + sum(len(str(value)) for _, arguments in answer.calls for value in arguments.values())
    usage = Usage(_tokens(conversation.characters), _tokens(said))
    calls = list(_numbered(conversation, answer))
    compose = _openai_body if request.route is Route.OPENAI_CHAT else _anthropic_body
    return ModelResponse(200, compose(request, answer.text, calls, usage), usage)


def _numbered(conversation: Conversation, answer: Answer) -> Iterator[Call]:
    # Not by counting: an agent may have dropped earlier calls from the conversation.
    taken = {call.id for message in conversation.messages for call in message.calls}
    free = (name for number in itertools.count(1) if (name := f"call_{number}") not in taken)
    for tool, arguments in answer.calls:
        yield Call(next(free), tool, arguments)


def _tokens(characters: int) -> int:
    return -(-characters // CHARACTERS_PER_TOKEN)


def _openai_body(request: ModelRequest, text: str, calls: list[Call], usage: Usage) -> Json:
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    if calls:
        message["tool_calls"] = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": json.dumps(c.arguments)}}
            for c in calls
        ]
    finish = "tool_calls" if calls else "stop"
    return {
        "id": f"chatcmpl-{_fingerprint(request, text, calls)}",
        "object": "chat.completion",
        "created": 0,
        "model": request.model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {
            "prompt_tokens": usage.input_tokens,
            "completion_tokens": usage.output_tokens,
            "total_tokens": usage.input_tokens + usage.output_tokens,
        },
    }


def _anthropic_body(request: ModelRequest, text: str, calls: list[Call], usage: Usage) -> Json:
    content: list[Json] = [{"type": "text", "text": text}] if text else []
    content += [{"type": "tool_use", "id": c.id, "name": c.name, "input": dict(c.arguments)} for c in calls]
    return {
        "id": f"msg_{_fingerprint(request, text, calls)}",
        "type": "message",
        "role": "assistant",
        "model": request.model,
        "content": content,
        "stop_reason": "tool_use" if calls else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens},
    }


def _fingerprint(request: ModelRequest, *answer: object) -> str:
    """An id for an answer; it depends on no text of the request's, which may name paths of this machine."""
    about = (request.seed, len(request.body["messages"]), *answer)
    return hashlib.sha256(repr(about).encode()).hexdigest()[:24]


def refuse(request: ModelRequest, message: str, code: str | None = None) -> ModelResponse:
    """A 400, in the route's own shape."""
    error: Json = {"type": "invalid_request_error", "message": message}
    if request.route is Route.ANTHROPIC_MESSAGES:
        return ModelResponse(400, {"type": "error", "error": error})
    return ModelResponse(400, {"error": {**error, "param": "messages", "code": code}})
