"""Every upstream against the same demands; those that go through an SDK against a real service that misbehaves."""

from __future__ import annotations

import json
import logging
import socket
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.model import AnswerLost, ModelRequest, Route, Upstream, UpstreamDown, Usage
from sandbox.prices import FREE
from sandbox.session import Exchange, Session
from sandbox.upstreams.anthropic import AnthropicUpstream
from sandbox.upstreams.openai import OpenAIUpstream
from sandbox.upstreams.sdk import SdkUpstream
from sandbox.upstreams.tape import NotOnTape, TapeUpstream
from tests.sandbox.model_server import Behaviour, ModelServer, echo, error, model_server, raw, slow, tell_all

CANARY = "sk-canary-4f1c9e77"
SDKS: dict[str, tuple[Route, Callable[..., SdkUpstream], str]] = {
    "openai": (Route.OPENAI_CHAT, OpenAIUpstream, "/v1"),
    "anthropic": (Route.ANTHROPIC_MESSAGES, AnthropicUpstream, ""),
}


@pytest.fixture
def service() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture(params=SDKS)
def sdk(request: pytest.FixtureRequest, service: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[SdkUpstream]:
    _, make, suffix = SDKS[request.param]
    monkeypatch.setenv(f"{request.param.upper()}_API_KEY", CANARY)
    with closing(make(service.address + suffix, retries=2)) as upstream:
        yield upstream


def ask(route: Route, text: str = "hello", deadline: float = 20.0, **more: Any) -> ModelRequest:
    body = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": text}], **more}
    return ModelRequest(route, "m", body, seed=1, deadline=deadline)


def route_of(upstream: Upstream) -> Route:
    return SDKS[upstream.name][0]


def text_of(body: Any) -> str:
    return str(body["content"][0]["text"] if "content" in body else body["choices"][0]["message"]["content"])


@contextmanager
def taped(service: ModelServer, requests: list[ModelRequest]) -> Iterator[TapeUpstream]:
    """A tape on which the service's answers to some requests are recorded."""
    exchanges: list[Exchange] = []
    with closing(OpenAIUpstream(service.address + "/v1")) as upstream:
        session = Session(upstream, models={"m": FREE}, seed=1, record=exchanges.append)
        for request in requests:
            session.call(request.route, request.body)
    yield TapeUpstream(Exchange.from_json(exchange.to_json()) for exchange in exchanges)


@contextmanager
def each(kind: str, service: ModelServer, requests: list[ModelRequest]) -> Iterator[Upstream]:
    if kind == "tape":
        with taped(service, requests) as tape:
            yield tape
    else:
        with closing(SDKS[kind][1](service.address + SDKS[kind][2])) as upstream:
            yield upstream


@pytest.mark.parametrize("kind", [*SDKS, "tape"])
class TestEveryUpstream:
    """The conformance suite of the seam."""

    def test_answers_in_the_routes_protocol_and_counts_the_tokens(self, kind: str, service: ModelServer) -> None:
        request = ask(SDKS.get(kind, SDKS["openai"])[0])
        with each(kind, service, [request]) as upstream:
            response = upstream.complete(request)
        assert (response.status, text_of(response.body)) == (200, "hello")
        assert response.usage == Usage(100, 7, 30, 10)

    def test_gives_parallel_callers_their_own_answers(self, kind: str, service: ModelServer) -> None:
        route = SDKS.get(kind, SDKS["openai"])[0]
        requests = [ask(route, f"question {number}") for number in range(16)]
        with each(kind, service, requests) as upstream, ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(upstream.complete, requests))
        assert [text_of(answer.body) for answer in answers] == [f"question {number}" for number in range(16)]

    def test_does_not_answer_on_a_route_that_it_does_not_speak(self, kind: str, service: ModelServer) -> None:
        known = SDKS.get(kind, SDKS["openai"])[0]
        unknown = next(route for route in Route if route is not known)
        with each(kind, service, [ask(known)]) as upstream:
            if kind == "tape":
                with pytest.raises(NotOnTape):
                    upstream.complete(ask(unknown))
                return
            response = upstream.complete(ask(unknown))
        assert response.status == 404
        assert str(known) in str(response.body)


def test_bodies_pass_through_unchanged_with_unknown_fields(sdk: SdkUpstream, service: ModelServer) -> None:
    service.then = echo(novelty={"deep": [1, None, "é"]})
    request = ask(route_of(sdk), "é\n", brand_new={"x": [1.5, True, None]}, chat_template_kwargs={"thinking": False})
    response = sdk.complete(request)
    assert service.seen[0].body == request.body
    assert service.seen[0].path == str(request.route)
    assert response.body["novelty"] == {"deep": [1, None, "é"]}


@pytest.mark.parametrize("first", [429, 500, 503, 529, 408])
def test_tries_again_after_a_passing_failure(sdk: SdkUpstream, service: ModelServer, first: int) -> None:
    service.script = deque([error(first), error(first)])
    assert sdk.complete(ask(route_of(sdk))).status == 200
    assert len(service.seen) == 3


def test_tries_again_after_a_cut_off_answer(sdk: SdkUpstream, service: ModelServer) -> None:
    service.script = deque([raw(b'{"id": "ch', length=500)])
    assert sdk.complete(ask(route_of(sdk))).status == 200


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (error(429, code="insufficient_quota"), "HTTP 429 insufficient_quota: rate-limited or out of quota"),
        (error(500), "HTTP 500"),
        (error(401), "check {KEY}"),
        (error(403), "check {KEY}"),
        (error(402), "out of credit"),
        (error(404), "check the model's name and the base URL"),
        (error(400, "Your credit balance is too low to access the API."), "out of credit"),
    ],
)
def test_a_service_that_will_not_is_down(
    sdk: SdkUpstream, service: ModelServer, behaviour: Behaviour, words: str
) -> None:
    service.then = behaviour
    with pytest.raises(UpstreamDown) as caught:
        sdk.complete(ask(route_of(sdk)))
    assert not isinstance(caught.value, AnswerLost)
    assert words.replace("{KEY}", f"{sdk.name.upper()}_API_KEY") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "behaviour", [raw(b"<html>hello</html>"), raw(b"[1]"), raw(b'{"id": "ch', length=500), raw(b"\xff\xfe{}"), raw(b"")]
)
def test_an_answer_that_cannot_be_read_is_lost(sdk: SdkUpstream, service: ModelServer, behaviour: Behaviour) -> None:
    service.then = behaviour
    with pytest.raises(AnswerLost):
        sdk.complete(ask(route_of(sdk)))


def test_what_the_agent_did_wrong_is_handed_to_it(sdk: SdkUpstream, service: ModelServer) -> None:
    service.then = error(400, "messages: at least one message is required. Your credit balance is too low")
    response = sdk.complete(ask(route_of(sdk)))
    assert response.status == 400
    assert "at least one message" in response.body["error"]["message"]
    service.then = raw(b"<html>too large</html>", status=413)
    response = sdk.complete(ask(route_of(sdk)))
    assert response.status == 413
    assert response.body["error"]["message"]


def test_a_slow_service_is_given_up_at_the_deadline(sdk: SdkUpstream, service: ModelServer) -> None:
    service.then = slow(5.0, echo())
    with pytest.raises(AnswerLost, match="in time"):
        sdk.complete(ask(route_of(sdk), deadline=0.3))
    assert len(service.seen) == 1


def test_no_retry_is_sent_after_the_deadline(sdk: SdkUpstream, service: ModelServer) -> None:
    service.script = deque([error(429, retry_after_ms="1500")])
    with pytest.raises(AnswerLost):
        sdk.complete(ask(route_of(sdk), deadline=0.5))
    assert len(service.seen) == 1


@pytest.mark.parametrize("kind", SDKS)
def test_a_service_that_is_not_there_is_down(kind: str) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        upstream = SDKS[kind][1](f"http://127.0.0.1:{bound.getsockname()[1]}", retries=0)
        with closing(upstream), pytest.raises(UpstreamDown, match="the network and the base URL") as caught:
            upstream.complete(ask(route_of(upstream)))
    assert not isinstance(caught.value, AnswerLost)


def test_an_answer_without_usage_says_that_it_does_not_know(sdk: SdkUpstream, service: ModelServer) -> None:
    service.then = echo(usage=None)
    assert sdk.complete(ask(route_of(sdk))).usage is None


@pytest.mark.parametrize("kind", SDKS)
def test_the_key_comes_from_the_environment_or_a_file(
    kind: str, service: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"{kind.upper()}_API_KEY"
    route, make, suffix = SDKS[kind]
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(UpstreamDown, match=f"set {variable}"):
        make()
    monkeypatch.setenv(f"{variable}_FILE", str(tmp_path / "key"))
    with pytest.raises(UpstreamDown, match=f"{variable}_FILE cannot be read"):
        make()
    (tmp_path / "key").write_text(f"{CANARY}\n")
    with closing(make(service.address + suffix)) as upstream:
        upstream.complete(ask(route))
    assert CANARY in str(service.seen[0].headers)


@pytest.mark.parametrize(
    "behaviour",
    [echo(), tell_all, error(400), error(401, CANARY), error(500, CANARY), raw(CANARY.encode()), error(404)],
)
def test_the_key_never_leaves(
    sdk: SdkUpstream, service: ModelServer, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    service.then = behaviour
    exchanges: list[Exchange] = []
    session = Session(sdk, models={"m": FREE}, seed=1, record=exchanges.append)
    said = [repr(sdk), repr(session)]
    with caplog.at_level(logging.DEBUG):
        try:
            said.append(repr(session.call(route_of(sdk), ask(route_of(sdk)).body)))
        except UpstreamDown as down:
            said += [repr(down), *traceback.format_exception(down)]
    said += [exchange.to_json() for exchange in exchanges] + [caplog.text, str(session.outage)]
    assert CANARY in json.dumps([dict(seen.headers) for seen in service.seen])
    assert CANARY not in "".join(said)
    assert service.address not in "".join(said[:-2])


def test_a_tape_gives_repeated_requests_their_answers_in_order(service: ModelServer, tmp_path: Path) -> None:
    service.script = deque([echo(nth=1), error(400, "too long"), echo(nth=2)])
    exchanges: list[Exchange] = []
    with closing(OpenAIUpstream(service.address + "/v1")) as upstream:
        session = Session(upstream, models={"m": FREE}, seed=1, record=exchanges.append)
        recorded = [session.call(Route.OPENAI_CHAT, ask(Route.OPENAI_CHAT).body) for _ in range(3)]
    file = tmp_path / "calls.jsonl"
    file.write_text("".join(f"{exchange.to_json()}\n" for exchange in exchanges))
    tape = TapeUpstream.read(file)
    replayed = [tape.complete(ask(Route.OPENAI_CHAT)) for _ in range(3)]
    assert [json.dumps(each.body) for each in replayed] == [json.dumps(each.body) for each in recorded]
    assert [each.status for each in replayed] == [200, 400, 200]
    with pytest.raises(NotOnTape, match="more often"):
        tape.complete(ask(Route.OPENAI_CHAT))


def test_a_tape_shows_where_a_request_departs_from_the_nearest(service: ModelServer) -> None:
    texts = ["sort the list", "what is the capital of France?"]
    recorded = [ask(Route.OPENAI_CHAT, text) for text in texts]
    with taped(service, recorded) as tape, pytest.raises(NotOnTape) as caught:
        tape.complete(ask(Route.OPENAI_CHAT, "what is the capital of Spain?"))
    assert "Spain" in str(caught.value)
    assert "France" in str(caught.value)
    with pytest.raises(NotOnTape, match="nothing is recorded"):
        TapeUpstream([]).complete(ask(Route.OPENAI_CHAT))


def test_a_tape_names_the_line_that_is_not_an_exchange(tmp_path: Path) -> None:
    file = tmp_path / "calls.jsonl"
    file.write_text('{"route": "/v1/chat/completions"}\n')
    with pytest.raises(ValueError, match=r"calls\.jsonl:1"):
        TapeUpstream.read(file)
