"""Which back-ends a configuration names: the model service with its price, and the sandbox."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campaign.config import Config
from campaign.scripted.upstream import ScriptedUpstream
from sandbox.model import Upstream
from sandbox.prices import FREE, Price, UnknownPrice, parse_price, price_of
from sandbox.run import Sandbox

# The back-ends are imported where they are named: the SDKs take half a second that `phyla tree` need not spend.


def open_upstream(config: Config) -> Upstream:
    """The model service that answers a campaign's calls. Raises UpstreamDown if it cannot be used: no key, say."""
    if config.served_by == "scripted":
        return ScriptedUpstream()
    if config.served_by == "anthropic":
        from sandbox.upstreams.anthropic import AnthropicUpstream

        return AnthropicUpstream(base_url=config.base_url)
    from sandbox.upstreams.openai import OpenAIUpstream

    return OpenAIUpstream(base_url=config.base_url)


def model_price(config: Config) -> Price:
    """What a token costs. Raises UnknownPrice if nobody knows and the configuration does not say."""
    if config.price is not None:
        return parse_price(config.price)
    if config.served_by == "scripted":
        return FREE
    if config.base_url is not None:
        raise UnknownPrice(
            f"what {config.model!r} costs at {config.base_url} is not known; set --price IN/OUT, or --price 0"
        )
    return price_of(config.model)


def open_sandbox(config: Config, folder: Path) -> Sandbox:
    """Where a campaign's untrusted code runs."""
    if config.sandbox == "bubblewrap":
        from sandbox.bubblewrap import BubblewrapSandbox

        return BubblewrapSandbox()
    from sandbox.docker import DockerSandbox

    owner = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return DockerSandbox(owner=owner, image=config.image)
