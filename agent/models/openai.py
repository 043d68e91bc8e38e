"""OpenAI's chat completions: the agent's messages to a request, and the response to a message."""

import json

PATH = "/v1/chat/completions"


def encode(model: str, messages: list, specs: list) -> dict:
    """The body of a request."""
    functions = [{"type": "function", "function": spec} for spec in specs]
    return {"model": model, "messages": [encode_message(message) for message in messages], "tools": functions}


def encode_message(message: dict) -> dict:
    """One message of the agent's, as the protocol wants it."""
    encoded = {"role": message["role"], "content": message["text"]}
    if message["role"] == "tool":
        encoded["tool_call_id"] = message["id"]
    if message.get("calls"):
        encoded["tool_calls"] = [encode_call(call) for call in message["calls"]]
    return encoded


def encode_call(call: dict) -> dict:
    """One tool call, as the protocol wants it."""
    arguments = call["arguments"]
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return {"id": call["id"], "type": "function", "function": {"name": call["name"], "arguments": text}}


def decode(body: dict) -> dict:
    """The assistant message in a response's body."""
    message = body["choices"][0]["message"]
    calls = [decode_call(call) for call in message.get("tool_calls") or []]
    return {"role": "assistant", "text": message.get("content") or "", "calls": calls}


def decode_call(call: dict) -> dict:
    """One tool call; arguments that are not JSON stay a string, which the tools then refuse."""
    text = call["function"]["arguments"]
    try:
        arguments = json.loads(text)
    except ValueError:
        arguments = text
    return {"id": call["id"], "name": call["function"]["name"], "arguments": arguments}
