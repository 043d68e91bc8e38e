"""The model that the agent thinks with: HTTP over a unix socket, in the protocol that goes with the model's name."""

import contextlib
import http.client
import json
import socket
import time

from models import anthropic, openai


class ModelError(RuntimeError):
    """The model could not be asked, or gave no answer that can be used; `status` is its HTTP status, 0 for none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class UnixConnection(http.client.HTTPConnection):
    """An HTTP connection to a unix socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Model:
    """A model by its name, behind the gateway's socket."""

    def __init__(self, gateway: str, name: str, deadline: float) -> None:
        self.gateway = gateway
        self.name = name
        self.deadline = deadline
        self.protocol = anthropic if name.startswith("claude") else openai

    def ask(self, messages: list, specs: list) -> dict:
        """The assistant message that the model answers with. Raises ModelError."""
        request = self.protocol.encode(self.name, messages, specs)
        status, text = self.post(self.protocol.PATH, request)
        if status != 200:
            raise ModelError(f"the model answered {status}: {explanation(text)}", status)
        try:
            return self.protocol.decode(json.loads(text))
        except (ValueError, LookupError, TypeError) as error:
            raise ModelError(f"the model's answer makes no sense ({error!r}): {text[:200]}") from error

    def post(self, path: str, request: dict) -> tuple:
        """Send a request; the answer's status and text. Raises ModelError."""
        connection = UnixConnection(self.gateway, timeout=max(1.0, self.deadline - time.monotonic()))
        try:
            connection.request("POST", path, json.dumps(request), {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise ModelError(f"no answer from the gateway at {self.gateway}: {error!r}") from error
        finally:
            connection.close()


def explanation(text: str) -> str:
    """What an error's body says is wrong, on one line."""
    with contextlib.suppress(ValueError, LookupError, TypeError):
        text = json.loads(text)["error"]["message"]
    return " ".join(text.split())[:500]
