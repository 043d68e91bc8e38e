"""A small web layer: routes, middleware, requests and responses, no server of its own."""

from waypost.app import App
from waypost.errors import BadRequest, HttpError, NotFound
from waypost.request import Request
from waypost.response import Response

__all__ = ["App", "BadRequest", "HttpError", "NotFound", "Request", "Response"]
