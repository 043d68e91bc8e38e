"""A campaign's folder: what lies where."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from campaign.config import BadConfig, Config, read_config


class NoCampaign(ValueError):
    """The folder is not a campaign's; the message says how to start one."""


@dataclass(frozen=True)
class CampaignFolder:
    """The paths in one campaign's folder."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "campaign.toml"

    @property
    def agents(self) -> Path:
        return self.path / "agents.git"

    @property
    def workspaces(self) -> Path:
        """A bare repository with the trees before and after attempts, so that patches are made from two trees."""
        return self.path / "workspaces.git"

    @property
    def ledger(self) -> Path:
        return self.path / "ledger.sqlite"

    def trace(self, attempt: str) -> Path:
        """Where the trace of an attempt lies."""
        return self.path / "traces" / attempt

    def fresh_trace(self, attempt: str) -> Path:
        """An empty folder for the trace of an attempt; what an interrupted try left there is removed."""
        folder = self.trace(attempt)
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return folder

    def require(self) -> CampaignFolder:
        """Itself. Raises NoCampaign if no campaign was started here."""
        if not (self.config.is_file() and self.ledger.is_file() and self.agents.is_dir()):
            raise NoCampaign(f"{self.path} holds no campaign; start one with: phyla run {self.path}")
        return self

    def freeze(self, config: Config, raised: frozenset[str]) -> Config:
        """The configuration to run with: kept on the first call, compared with what was kept on later ones.

        ``raised`` names the options that the user gave. Budgets among them replace the kept ones. Raises BadConfig if
        another option differs from what the campaign was started with.
        """
        if not self.config.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            self._write(config)
            return config
        kept = read_config(self.config)
        wanted = kept.model_copy(update={name: getattr(config, name) for name in raised})
        if wanted.digest != kept.digest:
            changed = [name for name in sorted(raised) if getattr(wanted, name) != getattr(kept, name)]
            raise BadConfig(
                f"{self.path} was started with another {', '.join(changed)}; leave the option out to go on, "
                "or choose another folder"
            )
        if wanted != kept:
            self._write(wanted)
        return wanted

    def _write(self, config: Config) -> None:
        draft = self.config.with_suffix(".new")
        draft.write_text(config.to_toml(), encoding="utf-8")
        draft.replace(self.config)
