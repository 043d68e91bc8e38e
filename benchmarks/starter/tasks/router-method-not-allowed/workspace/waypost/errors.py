"""Errors that become answers."""

from __future__ import annotations

REASONS = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
}


class HttpError(Exception):
    """Raised by a view or by the router; the application turns it into a response."""

    status = 500

    def __init__(self, message: str = "", status: int | None = None) -> None:
        if status is not None:
            self.status = status
        self.message = message or REASONS.get(self.status, "Error")
        super().__init__(self.message)


class BadRequest(HttpError):
    status = 400


class NotFound(HttpError):
    status = 404
