"""The trace of one attempt: everything that was said and done, kept by the harness, not by the agent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.run import RunResult
from sandbox.session import Exchange


class Trace:
    """Files of one attempt, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, name: str, content: str) -> None:
        """Keep a text, such as the problem, the patch or the grader's report."""
        (self._folder / name).write_text(content, encoding="utf-8", errors="replace")

    def exchange(self, exchange: Exchange) -> None:
        """Keep one model call."""
        with (self._folder / "calls.jsonl").open("a", encoding="utf-8") as file:
            file.write(exchange.to_json() + "\n")

    def run(self, result: RunResult) -> None:
        """Keep what a sandboxed program printed and how it ended."""
        (self._folder / "stdout.txt").write_bytes(result.stdout)
        (self._folder / "stderr.txt").write_bytes(result.stderr)
        ending = {
            "ending": result.ending,
            "exit_code": result.exit_code,
            "seconds": round(result.seconds, 3),
            "refusal": result.refusal,
        }
        self.text("ending.json", json.dumps(ending))

    def read(self, name: str) -> str:
        """A kept text, or the empty string."""
        path = self._folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def exchanges(self) -> Iterator[Exchange]:
        """The model calls, in order."""
        for line in self.read("calls.jsonl").splitlines():
            yield Exchange.from_json(line)


def conversation(trace: Trace) -> str:
    """What an agent and its model said to one another, each message once, as text."""
    parts: list[str] = []
    shown: list[str] = []
    for exchange in trace.exchanges():
        messages = [_readable(message) for message in _messages(exchange.request)]
        fresh = messages[len(shown) :] if messages[: len(shown)] == shown else ["(the agent starts over)", *messages]
        parts += fresh
        answer = _answer(exchange.response)
        parts.append(answer)
        shown = [*messages, answer]
    return "\n\n".join(parts)


def _messages(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    system = body.get("system")
    first = [{"role": "system", "content": system}] if system else []
    return first + [message for message in body.get("messages", []) if isinstance(message, Mapping)]


def _answer(body: Mapping[str, Any]) -> str:
    choices = body.get("choices")
    if isinstance(choices, list) and choices:
        return _readable(choices[0].get("message", {}))
    if "content" in body:
        return _readable({"role": "assistant", "content": body["content"]})
    return f"[model service] {json.dumps(body.get('error', body), sort_keys=True)}"


def _readable(message: Mapping[str, Any]) -> str:
    parts = [_content(message.get("content"))]
    for call in message.get("tool_calls") or ():
        function = call.get("function", {})
        parts.append(f"-> {function.get('name')} {function.get('arguments')}")
    return f"[{message.get('role')}] " + "\n".join(part for part in parts if part)


def _content(content: Any) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = []
    for block in content:
        if not isinstance(block, Mapping):
            continue
        if block.get("type") == "tool_use":
            parts.append(f"-> {block.get('name')} {json.dumps(block.get('input'), sort_keys=True)}")
        else:
            parts.append(_content(block.get("content")) or str(block.get("text", "")))
    return "\n".join(parts)


def clipped(text: str, limit: int) -> str:
    """The text's beginning and end within a number of characters, with a notice of what was left out."""
    if len(text) <= limit:
        return text
    head, tail = text[: limit // 3], text[-(limit - limit // 3) :]
    return f"{head}\n[… {len(text) - limit} characters left out …]\n{tail}"
