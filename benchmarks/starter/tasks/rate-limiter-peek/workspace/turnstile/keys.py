"""Who is being limited: functions that make a key of a call."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

KeyFunction = Callable[..., str]


def first_argument(*args: Any, **kwargs: Any) -> str:
    if not args:
        raise ValueError("there is no first argument to use as a key")
    return str(args[0])


def named(name: str) -> KeyFunction:
    """The keyword argument of that name."""

    def key(*args: Any, **kwargs: Any) -> str:
        return str(kwargs[name])

    return key


def network_of(address: str) -> str:
    """One key for all addresses of a household: the address itself for IPv4, the /64 network for IPv6."""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def everybody(*args: Any, **kwargs: Any) -> str:
    return "everybody"
