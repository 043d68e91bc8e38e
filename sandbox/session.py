"""One attempt's access to a model: what may be asked, how much, at what price, and a record of every exchange."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sandbox.budget import Budget, BudgetSpent, Cost, Hold, hold_all
from sandbox.model import AnswerLost, ModelRequest, ModelResponse, Route, Upstream, UpstreamDown, Usage
from sandbox.prices import Price
from sandbox.protocol import OUTPUT_CAPS, Refused, check_request, error_body, images, output_tokens

__all__ = ["CallLimits", "Exchange", "Refused", "Session"]

HIDDEN_INPUT_TOKENS = 2_000
"""What a service may add to a request by itself (chat template, instructions for tools), for the worst case."""

IMAGE_TOKENS = 50_000
"""More than any service counts for one image, for the worst case: its bytes say nothing about that."""

GIVEN_UP = "the attempt has ended"


@dataclass(frozen=True)
class CallLimits:
    """Hard limits of one session."""

    max_calls: int = 200
    """Refused ones included."""
    body_bytes: int = 8 << 20
    """The largest request."""
    all_bodies_bytes: int = 256 << 20
    """All requests together: they are kept in the attempt's trace."""
    concurrent: int = 4
    """Calls under way at the same time; more of them wait their turn."""
    call_seconds: float = 300.0
    """Waiting for a turn, retries and the answer together."""
    output_tokens: int = 16_384
    """The largest output that a call may ask for, and what a call that says nothing gets."""


@dataclass(frozen=True)
class Exchange:
    """One call and what came of it."""

    route: Route
    request: Mapping[str, Any]
    """The body as it was sent on to the model service."""
    status: int
    response: Mapping[str, Any]
    answered: bool
    """Whether the model service answered; if not, the response is the gateway's own refusal."""
    usage: Usage
    usd: float
    seconds: float

    def to_json(self) -> str:
        """One line of JSON, without its end of line."""
        return json.dumps({**vars(self), "usage": vars(self.usage)}, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Exchange:
        """Read what ``to_json`` wrote. Raises ValueError, KeyError or TypeError on anything else."""
        record = json.loads(line)
        return cls(**{**record, "route": Route(record["route"]), "usage": Usage(**record["usage"])})


@dataclass
class _Call:
    """A call on its way through a session."""

    route: Route
    body: Mapping[str, Any]
    size: int
    era: int
    started: float
    cost: Cost = field(default_factory=Cost)


class Session:
    """Checks, meters and records the model calls of one attempt. Thread-safe.

    ``models`` are those that may be named, with the price of each. ``record`` is called for each exchange, by one
    thread at a time.
    """

    def __init__(
        self,
        upstream: Upstream,
        *,
        models: Mapping[str, Price],
        seed: int,
        record: Callable[[Exchange], None],
        limits: CallLimits = CallLimits(),
        budgets: Sequence[Budget] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.models = dict(models)
        self.limits = limits
        self.calls = 0
        """Calls so far, refused ones included."""
        self.usage = Usage()
        """Tokens so far, as the model service counted them."""
        self.usd = 0.0
        """Dollars so far; a call that was given up counts at its worst case."""
        self.starved: str | None = None
        """Which budget refused a call, if one did; the attempt was then cut short by us."""
        self.outage: str | None = None
        """Why the model service could not be had, if so: the attempt then measures nothing."""
        self._upstream = upstream
        self._seed = seed
        self._record = record
        self._budgets = budgets
        self._clock = clock
        self._changed = threading.Condition()
        self._under_way: set[Future[ModelResponse]] = set()
        self._era = 0
        self._bytes = 0

    def call(self, route: Route, body: Mapping[str, Any]) -> ModelResponse:
        """Have one call answered.

        Raises Refused if it is not allowed, and UpstreamDown if the model service fails (at once, after it has failed
        in this session before). A 4xx of the model service itself is a response.
        """
        call = self._admit(route, body)
        try:
            response = self._answer(call)
        except (Refused, UpstreamDown) as error:
            status = error.status if isinstance(error, Refused) else 503
            self._note(call, ModelResponse(status, error_body(route, status, str(error))), answered=False)
            raise
        self._note(call, response, answered=True)
        return response

    def give_up(self) -> None:
        """Abandon all calls under way: their callers get Refused at once, late answers are dropped."""
        with self._changed:
            self._era += 1
            self._changed.notify_all()
            for future in self._under_way:
                future.cancel()

    def _admit(self, route: Route, body: Mapping[str, Any]) -> _Call:
        """Count a call in. What is refused here leaves no record, so that a flood of calls cannot fill the disk."""
        size = _size(body)
        if size > self.limits.body_bytes:
            raise Refused(413, f"the body has {size} bytes; at most {self.limits.body_bytes} are allowed")
        with self._changed:
            if self.calls >= self.limits.max_calls:
                raise Refused(403, f"all {self.limits.max_calls} model calls of this attempt are used up")
            if self._bytes + size > self.limits.all_bodies_bytes:
                raise Refused(403, f"this attempt has sent all the {self.limits.all_bodies_bytes} bytes that it may")
            self.calls += 1
            self._bytes += size
            return _Call(route, body, size, self._era, self._clock())

    def _answer(self, call: _Call) -> ModelResponse:
        price = self._check(call)
        with self._turn(call) as future, self._hold(call, _worst(call, price)) as hold:
            if self.outage is not None:
                hold.settle(Cost())
                raise UpstreamDown(self.outage)
            try:
                response = self._await(future, call)
            except UpstreamDown as down:
                self.outage = self.outage or str(down)
                if not isinstance(down, AnswerLost):
                    hold.settle(Cost())
                raise
            if response.usage is not None:
                hold.settle(price.cost(response.usage))
            return response

    def _check(self, call: _Call) -> Price:
        """Refuse what is not allowed, and cap the output of a call that has no cap."""
        model, cap = call.body.get("model"), self.limits.output_tokens
        if not isinstance(model, str) or model not in self.models:
            raise Refused(404, f"model {str(model)[:80]!r} is not available; there is {', '.join(sorted(self.models))}")
        check_request(call.route, call.body)
        if output_tokens(call.route, call.body) is None:
            call.body = {**call.body, OUTPUT_CAPS[call.route][0]: cap}
        asked = output_tokens(call.route, call.body) or 0
        if asked > cap:
            raise Refused(400, f"{asked} output tokens are asked for, all choices together; at most {cap} are allowed")
        return self.models[model]

    @contextmanager
    def _turn(self, call: _Call) -> Iterator[Future[ModelResponse]]:
        """Wait until fewer calls are under way than may be."""
        future: Future[ModelResponse] = Future()
        with self._changed:
            free = self._changed.wait_for(
                lambda: call.era != self._era or len(self._under_way) < self.limits.concurrent, self._left(call)
            )
            if call.era != self._era:
                raise Refused(503, GIVEN_UP)
            if not free:
                raise Refused(429, f"more than {self.limits.concurrent} calls at the same time; this one had no turn")
            self._under_way.add(future)
        try:
            yield future
        finally:
            with self._changed:
                self._under_way.discard(future)
                self._changed.notify()

    @contextmanager
    def _hold(self, call: _Call, worst: Cost) -> Iterator[Hold]:
        try:
            with hold_all(self._budgets, worst) as hold:
                try:
                    yield hold
                finally:
                    call.cost = hold.actual
        except BudgetSpent as spent:
            self.starved = self.starved or str(spent)
            raise Refused(402, str(spent)) from None

    def _await(self, future: Future[ModelResponse], call: _Call) -> ModelResponse:
        """The upstream's answer, from a thread that can be left behind: no client library can be interrupted."""
        left = self._left(call)
        model = str(call.body["model"])
        request = ModelRequest(call.route, model, call.body, self._seed, left)
        threading.Thread(target=_complete, args=(self._upstream, request, future), daemon=True).start()
        try:
            return future.result(left)
        except CancelledError:
            raise Refused(503, GIVEN_UP) from None
        except TimeoutError:
            if not future.cancel():
                return future.result()
            limit = self.limits.call_seconds
            raise AnswerLost(f"{self._upstream.name} gave no answer within {limit:g} s; is the service slow?") from None

    def _left(self, call: _Call) -> float:
        return max(0.0, call.started + self.limits.call_seconds - self._clock())

    def _note(self, call: _Call, response: ModelResponse, *, answered: bool) -> None:
        seconds = self._clock() - call.started
        used, usd = response.usage or Usage(), call.cost.usd
        exchange = Exchange(call.route, call.body, response.status, response.body, answered, used, usd, seconds)
        with self._changed:
            self.usage = self.usage + used
            self.usd += usd
            self._record(exchange)


def _worst(call: _Call, price: Price) -> Cost:
    """The most that a call can cost: no text has more tokens than bytes."""
    most_input = call.size + HIDDEN_INPUT_TOKENS + IMAGE_TOKENS * images(call.body)
    return price.worst(most_input, output_tokens(call.route, call.body) or 0)


def _size(body: Mapping[str, Any]) -> int:
    try:
        return len(json.dumps(body, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not proper JSON: a number, a character or its depth is out of range") from None


def _complete(upstream: Upstream, request: ModelRequest, future: Future[ModelResponse]) -> None:
    if future.cancelled():
        return
    try:
        response = upstream.complete(request)
    except BaseException as error:  # carried over to the thread that waits for it
        with suppress(InvalidStateError):
            future.set_exception(error)
    else:
        with suppress(InvalidStateError):
            future.set_result(response)
