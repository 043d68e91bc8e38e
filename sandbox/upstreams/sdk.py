"""What the services that are reached through an official SDK have in common. The SDKs retry, phyla judges."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx2

from sandbox.model import AnswerLost, ModelRequest, ModelResponse, Route, UpstreamDown, Usage
from sandbox.protocol import Json, error_body, fields

RETRIES = 4
"""How often a call is tried again by default, after 429, 5xx and lost connections: over some 10 s at least."""

CONNECT_SECONDS = 10.0

NO_KEY = "unused"
"""Sent to servers of one's own that need no key, as the SDKs insist on one."""

OUR_FAULT: Mapping[int, str] = {
    401: "it does not accept the key; check {key}",
    402: "the account is out of credit; top it up",
    403: "the key may not use this model; check {key} and the account's rights",
    404: "it does not know the model or the address; check the model's name and the base URL",
    429: "rate-limited or out of quota for too long; wait, take fewer workers, or raise the quota",
}
"""What it means, and what mends it, when a service gives a status for a reason that is not the request's."""


class Overdue(Exception):
    """The call's time is over before a (further) request was sent."""


class PunctualClient(httpx2.Client):
    """Sends nothing after the deadline of the call that the thread is making, so that no late retry is paid for."""

    def __init__(self) -> None:
        super().__init__(follow_redirects=True)
        self._call = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Bind what this thread sends in the block to one deadline."""
        self._call.deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._call.deadline

    def overdue(self) -> bool:
        """Whether the deadline of this thread's call has passed."""
        return self._left() <= 0

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        left = self._left()
        if left <= 0:
            raise Overdue
        timeout = httpx2.Timeout(left, connect=min(left, CONNECT_SECONDS))
        request.extensions = {**request.extensions, "timeout": timeout.as_dict()}
        return super().send(request, **options)

    def _left(self) -> float:
        return float(self._call.deadline) - time.monotonic()


class Poster(Protocol):
    """The method of both SDKs' clients that sends a body as it is and gives the answer as it came."""

    def post(self, path: str, *, cast_to: type[httpx2.Response], body: object) -> httpx2.Response: ...


@dataclass(frozen=True)
class Service:
    """How one kind of service is spoken to, and how its SDK says that a call failed."""

    name: str
    key_variable: str
    paths: Mapping[Route, str]
    usage: Callable[[Json], Usage | None]
    """Reads the tokens from an answer; None if it does not say."""
    status_error: type[Exception]
    """Has a ``response``."""
    connection_error: type[Exception]
    timeout_error: type[Exception]
    """A kind of connection error."""
    broke: str = "Your credit balance is too low"
    """How the message of a 400 begins that means an empty account."""


class SdkUpstream:
    """A model service reached through an official SDK. Implements ``Upstream``."""

    def __init__(self, service: Service, poster: Poster, http: PunctualClient, key: str) -> None:
        self._service = service
        self._poster = poster
        self._http = http
        self._key = key

    @property
    def name(self) -> str:
        return self._service.name

    def complete(self, request: ModelRequest) -> ModelResponse:
        """Answer one call within its deadline, retries included. Raises UpstreamDown."""
        path = self._service.paths.get(request.route)
        if path is None:
            there = ", ".join(self._service.paths)
            message = f"the model is served by {self.name}, which does not speak {request.route}; there is {there}"
            return ModelResponse(404, error_body(request.route, 404, message))
        with self._http.within(request.deadline):
            return self._read(request.route, self._send(path, request.body))

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def _send(self, path: str, body: Json) -> httpx2.Response:
        service = self._service
        try:
            return self._poster.post(path, cast_to=httpx2.Response, body=dict(body))
        except service.status_error as error:
            response = error.response  # type: ignore[attr-defined]
            assert isinstance(response, httpx2.Response)
            return response
        except (Overdue, service.connection_error) as error:
            if self._http.overdue() or isinstance(error, service.timeout_error):
                raise AnswerLost(f"{self.name}: no answer in time; is the service slow or overloaded?") from None
            if isinstance(error.__cause__, httpx2.ConnectError):
                raise UpstreamDown(f"{self.name}: no connection; check the network and the base URL") from None
            raise AnswerLost(f"{self.name}: the connection broke off, again and again; try later") from None

    def _read(self, route: Route, response: httpx2.Response) -> ModelResponse:
        status = response.status_code
        body = _parse(response.content.decode(errors="replace").replace(self._key, "[key]"))
        if response.is_success:
            if body is None:
                raise AnswerLost(f"{self.name}: the answer is not a JSON object; does the base URL end as it should?")
            return ModelResponse(200, body, self._service.usage(body))
        error = _error(body)
        cause = OUR_FAULT.get(status, "it fails; try later" if status >= 500 or status in (408, 409) else "")
        if str(error.get("message")).startswith(self._service.broke):
            cause = OUR_FAULT[402]
        if cause or not 400 <= status < 500:
            mend = (cause or "an odd answer; check the base URL").format(key=self._service.key_variable)
            raise UpstreamDown(f"{self.name}: HTTP {status}{_code(error)}: {mend}")
        return ModelResponse(status, body or error_body(route, status, "the model service refused the request"))


def find_key(variable: str, *, needed: bool) -> str:
    """The key in an environment variable, or in the file that ``<variable>_FILE`` names. Raises UpstreamDown."""
    key = os.environ.get(variable, "").strip()
    file = os.environ.get(f"{variable}_FILE")
    if not key and file:
        try:
            key = Path(file).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UpstreamDown(f"{variable}_FILE cannot be read: {type(error).__name__}; check its path") from None
    if not key and needed:
        raise UpstreamDown(f"no key: set {variable}, or {variable}_FILE to a file that holds it")
    return key or NO_KEY


def count(value: object) -> int:
    """A number of tokens as a service wrote it; services leave out what is zero."""
    return value if isinstance(value, int) and value > 0 else 0


def _parse(text: str) -> dict[str, Any] | None:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _error(body: Json | None) -> Json:
    return fields(body or {}, "error")


def _code(error: Json) -> str:
    """The error's code, if it is one: free text could hold anything."""
    code = error.get("code") or error.get("type")
    return f" {code}" if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,40}", code) else ""
