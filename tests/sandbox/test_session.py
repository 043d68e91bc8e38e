"""What a session lets through, how much, and what it keeps of it; against a real service."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest

from sandbox.budget import Budget
from sandbox.model import AnswerLost, Route, Upstream, UpstreamDown, Usage
from sandbox.prices import FREE, Price
from sandbox.session import CallLimits, Exchange, Refused, Session
from sandbox.upstreams.openai import OpenAIUpstream
from tests.sandbox.model_server import ModelServer, echo, error, model_server, slow

CHAT, MESSAGES = Route.OPENAI_CHAT, Route.ANTHROPIC_MESSAGES
IMAGE = "data:image/png;base64,iVBORw0KGgo="


@pytest.fixture
def service() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def upstream(service: ModelServer) -> Iterator[Upstream]:
    with closing(OpenAIUpstream(service.address + "/v1", retries=0)) as upstream:
        yield upstream


def session_of(upstream: Upstream, exchanges: list[Exchange] | None = None, **options: Any) -> Session:
    record = [].append if exchanges is None else exchanges.append
    return Session(upstream, **{"models": {"m": FREE}, "seed": 7, "record": record, **options})


def body(text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def test_a_call_is_answered_metered_and_recorded(service: ModelServer, upstream: Upstream) -> None:
    exchanges: list[Exchange] = []
    session = session_of(upstream, exchanges, models={"m": Price(10, 100, cached=1, cache_written=20)})
    response = session.call(CHAT, body(max_tokens=9))
    dollars = (60 * 10 + 30 * 1 + 10 * 20 + 7 * 100) / 1e6
    [exchange] = exchanges
    assert (exchange.route, exchange.status, exchange.answered) == (CHAT, 200, True)
    assert exchange.request == body(max_tokens=9) == service.seen[0].body
    assert exchange.response == response.body
    assert exchange.usage == session.usage == Usage(100, 7, 30, 10)
    assert exchange.usd == session.usd == pytest.approx(dollars)
    assert (session.calls, session.outage) == (1, None)
    assert Exchange.from_json(exchange.to_json()) == exchange
    assert "\n" not in exchange.to_json()


@pytest.mark.parametrize(
    "allowed",
    [
        {"tools": [{"type": "function", "function": {"name": "bash", "parameters": {}}}]},
        {"store": False, "web_search_options": None},
        {"n": 2, "max_tokens": 100},
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": IMAGE}}]}]},
        {"messages": [{"role": "user", "content": "see https://example.org/image.png"}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": {"url": "http://x"}}]}]},
        {"service_tier": "flex"},
    ],
)
def test_what_is_harmless_passes(upstream: Upstream, allowed: dict[str, Any]) -> None:
    assert session_of(upstream).call(CHAT, {**body(), **allowed}).status == 200


def parts(*content: dict[str, Any]) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": list(content)}]}


@pytest.mark.parametrize(
    ("route", "forbidden", "words"),
    [
        (CHAT, {"web_search_options": {}}, "web_search_options"),
        (CHAT, {"store": True}, "not stored"),
        (CHAT, {"previous_response_id": "resp_1"}, "not stored"),
        (CHAT, {"service_tier": "priority"}, "service_tier"),
        (CHAT, {"service_tier": []}, "service_tier"),
        (CHAT, {"stream": True}, "stream"),
        (CHAT, {"tools": [{"type": "web_search"}]}, "web_search"),
        (CHAT, {"tools": [{"type": "mcp", "server_url": "http://x"}]}, "mcp"),
        (CHAT, {"tools": [{"type": ["function"]}]}, "tool type"),
        (CHAT, parts({"type": "image_url", "image_url": {"url": "https://x/i.png"}}), "remote media"),
        (CHAT, parts({"type": "image_url", "image_url": "file:///etc/passwd"}), "remote media"),
        (CHAT, parts({"type": "video_url", "video_url": {"url": "https://x/v"}}), "text and images"),
        (CHAT, parts({"type": "file", "file": {"file_data": "data:application/pdf;base64,"}}), "text and images"),
        (CHAT, parts({"type": "image", "file": {"file_id": "file-1"}}), "file_id"),
        (CHAT, {"max_tokens": 10**9}, "at most"),
        (CHAT, {"max_tokens": 10, "max_completion_tokens": 10**9}, "at most"),
        (CHAT, {"max_tokens": 10_000, "n": 2}, "at most"),
        (CHAT, {"n": 10**6}, "at most"),
        (CHAT, {"max_tokens": -1}, "positive"),
        (CHAT, {"max_tokens": True}, "positive"),
        (CHAT, {"max_tokens": "9"}, "positive"),
        (CHAT, {"max_tokens": 9.5}, "positive"),
        (CHAT, {"n": [1]}, "positive"),
        (MESSAGES, {"tools": [{"type": "web_search_20250305", "name": "web_search"}]}, "web_search"),
        (MESSAGES, {"tools": [{"type": "code_execution_20250825", "name": "code"}]}, "code_execution"),
        (MESSAGES, {"mcp_servers": [{"url": "https://x"}]}, "mcp_servers"),
        (MESSAGES, {"container": "c"}, "container"),
        (MESSAGES, {"speed": "fast"}, "speed"),
        (MESSAGES, parts({"type": "image", "source": {"type": "url", "url": "http://x"}}), "remote media"),
        (MESSAGES, parts({"type": "image", "source": {"type": "file", "file_id": "f"}}), "file_id"),
        (
            MESSAGES,
            parts(
                {"type": "tool_result", "content": [{"type": "image", "source": {"type": "url", "url": "http://x"}}]}
            ),
            "remote media",
        ),
        (MESSAGES, parts({"type": "document", "source": {"media_type": "application/pdf"}}), "text and images"),
        (MESSAGES, parts({"type": "text", "cache_control": {"type": "ephemeral", "ttl": "1h"}}), "5 minutes"),
        (MESSAGES, {"system": [{"type": "text", "cache_control": {"ttl": "1h"}}]}, "5 minutes"),
        (CHAT, {"model": "other"}, "there is m"),
        (CHAT, {"model": None}, "there is m"),
        (CHAT, {"model": ["m"]}, "there is m"),
        (CHAT, {"x": float("nan")}, "not proper JSON"),
        (CHAT, {"x": "\ud800"}, "not proper JSON"),
    ],
)
def test_what_is_not_allowed_never_reaches_the_service(
    service: ModelServer, upstream: Upstream, route: Route, forbidden: dict[str, Any], words: str
) -> None:
    session = session_of(upstream, models={"m": Price(1, 1)})
    with pytest.raises(Refused) as caught:
        session.call(route, {**body(), **forbidden})
    assert words in caught.value.message
    assert 400 <= caught.value.status < 500
    assert (service.seen, session.usd, session.outage) == ([], 0.0, None)


@pytest.mark.parametrize(
    "odd", [{"messages": 5}, {"messages": [None, "x", [[]]]}, {"tools": "x"}, {"system": {"a": 1}}]
)
def test_odd_shapes_are_left_to_the_service(service: ModelServer, upstream: Upstream, odd: dict[str, Any]) -> None:
    service.then = error(400, "odd")
    assert session_of(upstream).call(CHAT, {**body(), **odd}).status == 400


def test_a_call_without_a_cap_gets_one(service: ModelServer, upstream: Upstream) -> None:
    session = session_of(upstream, limits=CallLimits(output_tokens=123))
    session.call(CHAT, body())
    session.call(CHAT, body(max_tokens=5))
    assert [seen.body.get("max_completion_tokens") for seen in service.seen] == [123, None]


def test_the_number_and_the_size_of_calls_are_limited(service: ModelServer, upstream: Upstream) -> None:
    exchanges: list[Exchange] = []
    session = session_of(upstream, exchanges, limits=CallLimits(max_calls=2, body_bytes=1_000))
    with pytest.raises(Refused, match="1000 are allowed"):
        session.call(CHAT, body("x" * 1_000))
    session.call(CHAT, body())
    with pytest.raises(Refused):
        session.call(CHAT, body(store=True))
    for _ in range(5):
        with pytest.raises(Refused, match="all 2 model calls"):
            session.call(CHAT, body())
    assert [exchange.status for exchange in exchanges] == [200, 400]
    assert [exchange.answered for exchange in exchanges] == [True, False]
    assert len(service.seen) == 1


def test_all_bodies_together_are_limited(upstream: Upstream) -> None:
    session = session_of(upstream, limits=CallLimits(all_bodies_bytes=250))
    for _ in range(2):
        session.call(CHAT, body())
    with pytest.raises(Refused, match="all the 250 bytes"):
        session.call(CHAT, body("x" * 200))


def test_a_service_that_is_down_is_an_outage_and_not_asked_again(service: ModelServer, upstream: Upstream) -> None:
    exchanges: list[Exchange] = []
    service.then = error(503)
    session = session_of(upstream, exchanges, models={"m": Price(1, 1)})
    for _ in range(3):
        with pytest.raises(UpstreamDown, match="HTTP 503"):
            session.call(CHAT, body())
    assert session.outage is not None
    assert "HTTP 503" in session.outage
    assert [(exchange.status, exchange.answered, exchange.usd) for exchange in exchanges] == [(503, False, 0.0)] * 3
    assert len(service.seen) == 1


def test_what_the_service_refuses_is_a_response_and_no_outage(service: ModelServer, upstream: Upstream) -> None:
    service.script = deque([error(400, "context too long")])
    session = session_of(upstream, models={"m": Price(1, 1)})
    assert session.call(CHAT, body()).status == 400
    assert (session.outage, session.usd) == (None, 0.0)
    assert session.call(CHAT, body()).status == 200


def test_a_call_that_is_too_slow_is_an_outage_at_its_worst_price(service: ModelServer, upstream: Upstream) -> None:
    service.then = slow(2.0, echo())
    budget = Budget(usd=1.0)
    limits = CallLimits(call_seconds=0.3, output_tokens=1_000)
    session = session_of(upstream, models={"m": Price(0, 10)}, limits=limits, budgets=[budget])
    with pytest.raises(AnswerLost):
        session.call(CHAT, body())
    assert session.outage
    assert session.usd == budget.spent.usd == pytest.approx(0.01)


def test_an_answer_that_does_not_say_its_usage_counts_at_its_worst(service: ModelServer, upstream: Upstream) -> None:
    service.then = echo(usage=None)
    session = session_of(upstream, models={"m": Price(0, 10)}, limits=CallLimits(output_tokens=1_000))
    session.call(CHAT, body())
    assert session.usd == pytest.approx(0.01)


def test_calls_given_up_end_at_once_and_their_answers_are_dropped(service: ModelServer, upstream: Upstream) -> None:
    service.then = slow(1.0, echo())
    exchanges: list[Exchange] = []
    session = session_of(upstream, exchanges, limits=CallLimits(concurrent=2))
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(session.call, CHAT, body(str(number))) for number in range(4)]
        while len(service.seen) < 2:
            threading.Event().wait(0.01)
        session.give_up()
        errors = [call.exception() for call in calls]
    assert [str(each) for each in errors] == ["the attempt has ended"] * 4
    assert [exchange.answered for exchange in exchanges] == [False] * 4
    assert len(service.seen) == 2
    service.then = echo()
    assert session.call(CHAT, body()).status == 200
    assert session.outage is None


def test_no_more_calls_than_allowed_are_under_way(service: ModelServer, upstream: Upstream) -> None:
    service.then = slow(0.05, echo())
    recording, at_once = threading.Lock(), []

    def record(_: Exchange) -> None:
        at_once.append(recording.acquire(blocking=False))
        recording.release()

    session = session_of(upstream, record=record, limits=CallLimits(concurrent=3))
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda number: session.call(CHAT, body(str(number))), range(12)))
    assert service.most_at_once == 3
    assert at_once == [True] * 12


def test_a_burst_against_a_budget_never_overspends(service: ModelServer, upstream: Upstream) -> None:
    """Calls whose real cost is a known part of the worst: the budget has room for ten, whatever their order."""
    service.then = slow(0.02, echo())
    price, limits = Price(10_000, 0), CallLimits(concurrent=64)
    real = price.cost(Usage(100, 7)).usd
    probe = session_of(upstream, models={"m": price}, budgets=[Budget(usd=0.0)])
    with pytest.raises(Refused) as caught:
        probe.call(CHAT, body("00"))
    worst = float(caught.value.message.rpartition("$")[2].split()[0])
    budget = Budget(usd=9 * real + worst + 0.001)
    sessions = [session_of(upstream, models={"m": price}, limits=limits, budgets=[budget]) for _ in range(4)]

    def call(number: int) -> int:
        try:
            return sessions[number % 4].call(CHAT, body(f"{number:02}")).status
        except Refused as refused:
            return refused.status

    with ThreadPoolExecutor(64) as pool:
        statuses = list(pool.map(call, range(64)))
    while (status := call(0)) == 200:
        statuses.append(status)
    assert statuses.count(200) == len(service.seen) == 10
    assert set(statuses) == {200, 402}
    assert budget.spent.usd == pytest.approx(10 * real)
    assert budget.spent.usd == pytest.approx(sum(session.usd for session in sessions))
