"""Anthropic's messages: the agent's messages to a request, and the response to a message."""

PATH = "/v1/messages"
MAX_TOKENS = 16000


def encode(model: str, messages: list, specs: list) -> dict:
    """The body of a request."""
    return {
        "model": model,
        "max_tokens": MAX_TOKENS,
        "system": "\n\n".join(message["text"] for message in messages if message["role"] == "system"),
        "messages": turns(message for message in messages if message["role"] != "system"),
        "tools": [
            {"name": spec["name"], "description": spec["description"], "input_schema": spec["parameters"]}
            for spec in specs
        ],
    }


def turns(messages: object) -> list:
    """The messages as turns that alternate: the results of one step's tool calls go into one user turn."""
    alternating = []
    for message in messages:
        role = "assistant" if message["role"] == "assistant" else "user"
        if not alternating or alternating[-1]["role"] != role:
            alternating.append({"role": role, "content": []})
        alternating[-1]["content"] += blocks(message)
    return alternating


def blocks(message: dict) -> list:
    """One message of the agent's, as the protocol's content blocks."""
    if message["role"] == "tool":
        return [{"type": "tool_result", "tool_use_id": message["id"], "content": message["text"]}]
    calls = [
        {"type": "tool_use", "id": call["id"], "name": call["name"], "input": call["arguments"]}
        for call in message.get("calls", [])
    ]
    # The protocol refuses a text that is empty.
    text = message["text"].strip() or ("" if calls else "(nothing)")
    return [{"type": "text", "text": text}, *calls] if text else calls


def decode(body: dict) -> dict:
    """The assistant message in a response's body."""
    text = "".join(block["text"] for block in body["content"] if block["type"] == "text")
    calls = [
        {"id": block["id"], "name": block["name"], "arguments": block["input"]}
        for block in body["content"]
        if block["type"] == "tool_use"
    ]
    return {"role": "assistant", "text": text, "calls": calls}
