"""One question to the campaign's model, asked by the harness itself, without tools."""

from __future__ import annotations

from typing import Any

from sandbox.model import Route
from sandbox.session import Session

ANSWER_TOKENS = 8_192


def ask(session: Session, model: str, system: str, question: str) -> str:
    """The text of the model's answer; empty if it gave none. Raises Refused or UpstreamDown."""
    user = {"role": "user", "content": question}
    if model.startswith("claude"):
        body: dict[str, Any] = {"model": model, "max_tokens": ANSWER_TOKENS, "system": system, "messages": [user]}
        blocks = session.call(Route.ANTHROPIC_MESSAGES, body).body.get("content") or []
        return "".join(block.get("text", "") for block in blocks)
    body = {"model": model, "messages": [{"role": "system", "content": system}, user]}
    choices = session.call(Route.OPENAI_CHAT, body).body.get("choices") or []
    return str(choices[0]["message"].get("content") or "") if choices else ""
