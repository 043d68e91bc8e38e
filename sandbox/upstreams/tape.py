"""Replays recorded exchanges: no key, no network, byte for byte the answers that were given."""

from __future__ import annotations

import difflib
import json
import threading
from collections import defaultdict, deque
from collections.abc import Iterable
from pathlib import Path

from sandbox.model import ModelRequest, ModelResponse, Route, UpstreamDown
from sandbox.protocol import Json
from sandbox.session import Exchange

SHOWN = 160
"""Characters of a request that an error shows."""

COMPARED = 2_000
"""Characters of a request's end by which the nearest recorded one is looked for."""


class NotOnTape(UpstreamDown):
    """A request was never recorded, or was made more often than it was; the message shows the nearest one."""


class TapeUpstream:
    """Answers each request as it was answered when it was recorded; the same request again gets the next answer.

    Implements ``Upstream``. What the gateway answered by itself is left out: a session refuses it again.
    """

    name = "tape"

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self._answers: dict[str, deque[ModelResponse]] = defaultdict(deque)
        self._lock = threading.Lock()
        for exchange in exchanges:
            if exchange.answered:
                answer = ModelResponse(exchange.status, exchange.response, exchange.usage)
                self._answers[_key(exchange.route, exchange.request)].append(answer)

    @classmethod
    def read(cls, *files: Path) -> TapeUpstream:
        """A tape from files of exchanges, one JSON object a line. Raises OSError, and ValueError naming a bad line."""
        return cls(exchange for file in files for exchange in _exchanges(file))

    def complete(self, request: ModelRequest) -> ModelResponse:
        """The recorded answer. Raises NotOnTape."""
        key = _key(request.route, request.body)
        with self._lock:
            answers = self._answers.get(key)
            if answers:
                return answers.popleft()
        if answers is not None:
            raise NotOnTape(f"tape: this request was made more often than it was recorded: {_end(key)}")
        raise NotOnTape(self._nearest(key))

    def _nearest(self, key: str) -> str:
        tails = {recorded[-COMPARED:]: recorded for recorded in self._answers}
        found = difflib.get_close_matches(key[-COMPARED:], tails, n=1, cutoff=0.0)
        if not found:
            return "tape: nothing is recorded on it; check its path"
        nearest = tails[found[0]]
        at = next(
            (i for i, (a, b) in enumerate(zip(key, nearest, strict=False)) if a != b), min(len(key), len(nearest))
        )
        start = max(0, at - SHOWN // 4)
        return (
            f"tape: a request was never recorded; it departs from the nearest one at character {at}: "
            f"asked {key[start : start + SHOWN]!r}, recorded {nearest[start : start + SHOWN]!r}"
        )


def _exchanges(file: Path) -> Iterable[Exchange]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Exchange.from_json(line)
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a recorded exchange: {error}") from error


def _key(route: Route, body: Json) -> str:
    return f"{route} {json.dumps(body, sort_keys=True, separators=(',', ':'))}"


def _end(key: str) -> str:
    return repr(key[-SHOWN:])
