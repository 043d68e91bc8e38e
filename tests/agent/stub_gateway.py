"""A real HTTP server on a unix socket that plays a model in both protocols, and a way to start an agent against it."""

from __future__ import annotations

import json
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

SEED = Path(__file__).resolve().parents[2] / "agent"


@dataclass(frozen=True)
class Say:
    """One answer of the model: a text, tool calls, or both."""

    text: str = ""
    calls: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Raw:
    """One answer as it goes over the wire."""

    status: int
    body: str


def call(tool: str, **arguments: Any) -> Say:
    """An answer that makes one tool call."""
    return Say(calls=((tool, arguments),))


Answer = Say | Raw
Player = Callable[[dict[str, Any]], Answer]
"""Answers a request's JSON body."""


def play(*answers: Answer) -> Player:
    """Give these answers in turn, then no tool call any more."""
    left = list(answers)
    return lambda _: left.pop(0) if left else Say("done")


def openai_body(answer: Say) -> dict[str, Any]:
    calls = [
        {"id": f"c{n}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
        for n, (name, arguments) in enumerate(answer.calls)
    ]
    message: dict[str, Any] = {"role": "assistant", "content": answer.text or None}
    return {"choices": [{"message": message | ({"tool_calls": calls} if calls else {}), "finish_reason": "stop"}]}


def anthropic_body(answer: Say) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [{"type": "text", "text": answer.text}] if answer.text else []
    for n, (name, arguments) in enumerate(answer.calls):
        blocks.append({"type": "tool_use", "id": f"c{n}", "name": name, "input": arguments})
    return {"role": "assistant", "content": blocks, "stop_reason": "tool_use" if answer.calls else "end_turn"}


BODIES = {"/v1/chat/completions": openai_body, "/v1/messages": anthropic_body}


@dataclass
class Gateway:
    """A gateway that is up, and the requests that it got."""

    socket: Path
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def texts(self, request: int = -1) -> list[tuple[str, str]]:
        """The role and the text of every message of a chat completions request."""
        return [(message["role"], message["content"]) for message in self.requests[request]["messages"]]

    def tool_results(self) -> list[str]:
        """Every tool result of the last request."""
        return [text for role, text in self.texts() if role == "tool"]


@contextmanager
def gateway(player: Player) -> Iterator[Gateway]:
    """Serve a player's answers until the end of the block."""
    with tempfile.TemporaryDirectory() as folder:
        up = Gateway(Path(folder, "model.sock"))

        class Handler(BaseHTTPRequestHandler):
            def address_string(self) -> str:
                return "unix"

            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                up.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                up.paths.append(self.path)
                answer = player(up.requests[-1])
                status, text = (
                    (answer.status, answer.body)
                    if isinstance(answer, Raw)
                    else (200, json.dumps(BODIES[self.path](answer)))
                )
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

        with socketserver.ThreadingUnixStreamServer(str(up.socket), Handler) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            yield up
            server.shutdown()


@dataclass(frozen=True)
class Ended:
    """What an agent left behind."""

    code: int
    stdout: str
    stderr: str


def start(
    agent: Path,
    workspace: Path,
    up: Gateway,
    problem: str = "Say hello.",
    model: str = "stub",
    seconds: float = 60.0,
    python: str = sys.executable,
) -> Ended:
    """Run an agent to its end on a workspace, as the contract says but for the places of its folders."""
    with tempfile.TemporaryDirectory() as folder:
        statement = Path(folder, "problem.md")
        statement.write_text(problem)
        env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "PHYLA_GATEWAY": str(up.socket),
            "PHYLA_MODEL": model,
            "PHYLA_DEADLINE": str(seconds),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        process = subprocess.run(
            [python, str(agent), str(statement)], cwd=workspace, env=env, capture_output=True, text=True, timeout=120
        )
    return Ended(process.returncode, process.stdout, process.stderr)
