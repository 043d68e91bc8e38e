"""Clients that mean harm: each gets a clear error or nothing, and the others are served all the while."""

from __future__ import annotations

import array
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.gateway import CONNECTIONS, serve
from sandbox.prices import FREE
from sandbox.session import CallLimits, Session
from sandbox.upstreams.openai import OpenAIUpstream
from tests.sandbox.model_server import ModelServer, model_server
from tests.sandbox.socket_client import connect, post, post_bytes, request

CHAT = "/v1/chat/completions"
ASKED = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}
PATIENCE = 0.5
"""Seconds that the gateway under test waits for a request."""


@pytest.fixture(scope="module")
def service() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture(scope="module")
def door(service: ModelServer) -> Iterator[Path]:
    """One gateway for all the hostile clients of this file, which must not harm the next one."""
    limits = CallLimits(max_calls=10**6, body_bytes=500_000)
    with closing(OpenAIUpstream(service.address + "/v1")) as upstream:
        session = Session(upstream, models={"m": FREE}, seed=7, record=lambda _: None, limits=limits)
        with serve(session, read_seconds=PATIENCE) as folder:
            yield folder


@pytest.fixture(autouse=True)
def _still_served(door: Path) -> Iterator[None]:
    yield
    assert post(door, CHAT, ASKED)[0] == 200


def say(door: Path, data: bytes) -> bytes:
    """Everything that comes back."""
    with connect(door) as connection:
        with suppress(BrokenPipeError):  # it had heard enough; what it answered can still be read
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            return connection.makefile("rb").read()
    return b""


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


def wait_until_idle() -> None:
    """Wait until the gateway has ended every connection by itself."""
    patience = time.monotonic() + 20
    while any(thread.name == "gateway call" for thread in threading.enumerate()):
        assert time.monotonic() < patience, "a connection is held"
        time.sleep(0.01)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[1, 2]",
        b'"text"',
        b"null",
        b"\xff\xfe\x00",
        b'{"model": "m"',
        b"{'model': 'm'}",
        b'{"model": "m", "x": NaN}',
        b'{"model": "m", "x": 1e999}',
        b'{"model": "m", "x": "\\ud800"}',
        b'{"model": "m", "x": ' + b"9" * 5_000 + b"}",
        b'{"model": "m", "x": ' + b"[" * 40_000 + b"]" * 40_000 + b"}",
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_is_no_json_object_is_a_bad_request(door: Path, service: ModelServer, body: bytes) -> None:
    before = len(service.seen)
    code, answer = request(door, "POST", CHAT, body)
    assert (code, len(service.seen)) == (400, before)
    assert "JSON" in answer["error"]["message"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"POST /v1/chat/completions HTTP/1.1\r\n\r\n{}", 411),
        (b"POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: -1\r\n\r\n{}", 411),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n{}", 411),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n{}", 411),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 10000000000\r\n\r\n{}", 413),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 50\r\n\r\n{}", 400),
        (b"POST /v1/embeddings HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 404),
        (b"POST /v1/files HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 404),
        (b"POST /v1/messages/batches HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 404),
        (b"POST /v1/chat/completions/../files HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 404),
        (b"POST http://169.254.169.254/v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 404),
        (b"GET /v1/files HTTP/1.1\r\n\r\n", 404),
        (b"DELETE /v1/models HTTP/1.1\r\n\r\n", 501),
        (b"CONNECT example.org:443 HTTP/1.1\r\n\r\n", 501),
        (b"GET /v1/models HTTP/9.9\r\n\r\n", 505),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\na: " + b"b" * 70_000 + b"\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", 400),
    ],
    ids=lambda value: repr(value[:60]) if isinstance(value, bytes) else None,
)
def test_what_is_no_proper_call_gets_a_clear_error(door: Path, head: bytes, code: int) -> None:
    answer = say(door, head)
    assert status(answer) == code
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["message"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=400) | st.builds(lambda tail: b"POST /v1/messages HTTP/1.1\r\n" + tail, st.binary()))
def test_garbage_does_no_harm(door: Path, garbage: bytes) -> None:
    assert status(say(door, garbage.replace(b"\r\n\r\n", b"")).partition(b"\r\n")[0]) in (
        0,
        400,
        411,
        414,
        431,
        501,
        505,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["messages", "tools", "type", "content", "url", "n", "max_tokens"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_answered_or_refused(door: Path, body: object) -> None:
    asked = {**ASKED, **body} if isinstance(body, dict) else body
    code, _ = request(door, "POST", CHAT, json.dumps(asked).encode())
    assert code in (200, 400)


def test_an_oversize_body_is_refused_unread(door: Path) -> None:
    answer = say(door, b"POST /v1/messages HTTP/1.1\r\nContent-Length: 600000\r\n\r\n" + b"x" * 600_000)
    assert status(answer) in (413, 0)
    assert status(say(door, b"POST /v1/messages HTTP/1.1\r\nContent-Length: 600000\r\n\r\n")) == 413


def test_a_client_that_drips_is_cut_off_while_others_are_served(door: Path) -> None:
    stop = threading.Event()

    def drip(connection: socket.socket) -> None:
        try:
            for byte in b"POST /v1/messages HTTP/1.1\r\nContent-Length: 9\r\n\r\n" + b" " * 10_000:
                connection.sendall(bytes([byte]))
                if stop.wait(0.02):
                    return
        except OSError:
            pass  # cut off, as it should be

    with connect(door) as slow:
        dripping = threading.Thread(target=drip, args=(slow,))
        dripping.start()
        assert post(door, CHAT, ASKED)[0] == 200
        with suppress(ConnectionResetError):
            slow.makefile("rb").read()  # comes to its end by the gateway's doing, or times out
        stop.set()
        dripping.join()


def test_a_client_that_does_not_take_its_answer_is_cut_off(door: Path) -> None:
    asked = {**ASKED, "messages": [{"role": "user", "content": "x" * 400_000}]}  # more than a socket holds
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(connect(door)).sendall(post_bytes(CHAT, asked))
        wait_until_idle()


def test_as_many_silent_connections_as_it_likes_only_delay(door: Path) -> None:
    with ExitStack() as stack:
        for _ in range(CONNECTIONS + 20):
            stack.enter_context(connect(door))
        assert threading.active_count() < CONNECTIONS + 20
        assert post(door, CHAT, ASKED)[0] == 200


def test_a_client_that_leaves_early_leaves_nothing(door: Path) -> None:
    for _ in range(50):
        with connect(door) as connection:
            connection.sendall(post_bytes(CHAT, ASKED))
    wait_until_idle()


def test_descriptors_that_are_sent_along_are_not_taken(door: Path) -> None:
    reading, writing = os.pipe()
    with connect(door) as connection:
        fds = array.array("i", [writing])
        connection.sendmsg([post_bytes(CHAT, ASKED)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        os.close(writing)
        assert status(connection.makefile("rb").read()) == 200
        os.set_blocking(reading, False)
        assert os.read(reading, 1) == b"", "nobody holds the pipe's other end"
    os.close(reading)


def test_more_calls_in_one_connection_are_not_read(door: Path, service: ModelServer) -> None:
    before = len(service.seen)
    answer = say(door, post_bytes(CHAT, ASKED) * 3)
    assert (answer.count(b"HTTP/1.1 200"), len(service.seen) - before) == (1, 1)
