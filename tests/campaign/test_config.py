"""Configuration: what is refused, what is kept, what may change on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.config import BadConfig, Config, make_config, read_config
from campaign.folder import CampaignFolder


def test_a_configuration_survives_its_file(tmp_path: Path) -> None:
    config = make_config({"model": 'odd "name"', "provider": "openai", "usd": 2.5, "price": "1.5/6"})
    path = tmp_path / "campaign.toml"
    path.write_text(config.to_toml())
    assert read_config(path) == config


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"polcy": "hgm"}, "polcy"),
        ({"policy": "best"}, "policy"),
        ({"evaluations": 0}, "evaluations"),
        ({"price": "cheap"}, "price"),
        ({"workers": 1.5}, "workers"),
    ],
)
def test_a_mistake_is_named(options: dict[str, object], named: str) -> None:
    with pytest.raises(BadConfig, match=named):
        make_config(options)


@pytest.mark.parametrize(
    ("model", "provider"),
    [("scripted", "scripted"), ("claude-scripted", "scripted"), ("claude-x", "anthropic"), ("qwen", "openai")],
)
def test_the_provider_follows_from_the_model(model: str, provider: str) -> None:
    assert Config(model=model).served_by == provider


def test_budgets_may_be_raised_and_nothing_else_changed(tmp_path: Path) -> None:
    folder = CampaignFolder(tmp_path / "c")
    first = folder.freeze(Config(seed=3, evaluations=50), frozenset({"seed", "evaluations"}))
    assert folder.freeze(Config(), frozenset()) == first
    raised = folder.freeze(Config(evaluations=90), frozenset({"evaluations"}))
    assert (raised.evaluations, raised.seed) == (90, 3)
    assert read_config(folder.config) == raised
    with pytest.raises(BadConfig, match="seed"):
        folder.freeze(Config(seed=4), frozenset({"seed"}))
    assert read_config(folder.config) == raised


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text("seed = ")
    with pytest.raises(BadConfig, match=r"campaign\.toml"):
        read_config(path)
