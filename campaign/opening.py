"""Opening a campaign: to run it, or only to read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from archive.facts import Born, Started
from archive.ledger import Ledger
from archive.lineage import Lineage
from archive.objects import ObjectStore
from archive.store import AgentStore, resolve
from benchmarks.registry import open_suite
from benchmarks.suite import Split, Suite
from campaign.config import BadConfig, Config, read_config
from campaign.folder import CampaignFolder
from campaign.harness import Harness
from campaign.models import model_price, open_sandbox, open_upstream
from sandbox.budget import Budget, Cost
from sandbox.run import Sandbox
from sandbox.tree import read_folder

SEED_AGENT = Path(__file__).resolve().parent.parent / "agent"


@dataclass(frozen=True)
class Reading:
    """A campaign opened for reading. Nothing that is done with it changes the campaign."""

    folder: CampaignFolder
    config: Config
    store: AgentStore
    ledger: Ledger
    lineage: Lineage

    def resolve(self, name: str) -> str:
        """The agent of a name: ``seed``, ``best``, an id or an unambiguous beginning of one.

        Raises UnknownAgent or AmbiguousAgent.
        """
        if name == "seed":
            return self.lineage.agents[0]
        if name == "best":
            return self.best
        return resolve(name, self.lineage.agents)

    @property
    def best(self) -> str:
        """The chosen agent; before the end, the one with the most solved tasks of those with the best score."""
        if self.lineage.chosen:
            return self.lineage.chosen.agent
        return max(
            self.lineage.agents, key=lambda agent: (self.lineage[agent].own.mean, self.lineage[agent].own.trials)
        )


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open a campaign to read it; it may be running meanwhile. Raises NoCampaign, BadConfig, LedgerError."""
    folder = CampaignFolder(path).require()
    with Ledger.read(folder.ledger) as ledger:
        lineage = Lineage(entry.fact for entry in ledger.facts())
        yield Reading(folder, read_config(folder.config), AgentStore(folder.agents), ledger, lineage)


@dataclass(frozen=True)
class Running:
    """A campaign opened for running."""

    harness: Harness
    ledger: Ledger


@contextmanager
def running(path: Path, options: Config, given: frozenset[str]) -> Iterator[Running]:
    """Open a campaign to run it, starting it if it is new.

    ``given`` names the options that the user set. Raises BadConfig, LedgerBusy, UpstreamDown, SandboxError.
    """
    folder = CampaignFolder(path)
    if path.exists() and not folder.config.exists() and any(path.iterdir()):
        raise BadConfig(f"{path} is not empty and holds no campaign; choose another folder")
    config = folder.freeze(options, given)
    suite = open_suite(config.suite)
    with ExitStack() as stack:
        start = Ledger.open if folder.ledger.exists() else Ledger.create
        ledger = stack.enter_context(start(folder.ledger))
        store = AgentStore(folder.agents)
        _begin(ledger, store, config, suite)
        sandbox = open_sandbox(config, folder.path)
        stack.callback(sandbox.close)
        sandbox.reap()
        yield Running(_harness(config, folder, store, suite, sandbox, ledger), ledger)


def _harness(
    config: Config, folder: CampaignFolder, store: AgentStore, suite: Suite, sandbox: Sandbox, ledger: Ledger
) -> Harness:
    lineage = Lineage(entry.fact for entry in ledger.facts())
    spent = Cost(lineage.spend.input_tokens + lineage.spend.output_tokens, lineage.spend.usd)
    return Harness(
        config=config,
        folder=folder,
        store=store,
        workspaces=ObjectStore(folder.workspaces),
        suite=suite,
        sandbox=sandbox,
        upstream=open_upstream(config),
        price=model_price(config),
        budget=Budget("campaign's budget (--usd)", usd=config.usd, spent=spent),
        spent=ledger.append,
    )


def _begin(ledger: Ledger, store: AgentStore, config: Config, suite: Suite) -> None:
    """Write a new campaign's first facts; on later calls see that it is still the same campaign."""
    version = f"{suite.name} {suite_digest(suite)}"
    first = next((entry.fact for entry in ledger.facts()), None)
    if first is None:
        seed = store.put(read_folder(SEED_AGENT), ())
        ledger.append(
            Started(
                version=metadata.version("phyla"),
                config=config.digest,
                suite=version,
                tasks=tuple(task.id for task in suite.tasks() if task.split is Split.SEARCH),
            ),
            Born(attempt="seed", agent=seed, parents=()),
        )
    elif isinstance(first, Started) and first.suite != version:
        raise BadConfig(
            f"the suite {config.suite} is not the one that this campaign was started with; "
            "go on with the phyla that started it, or choose another folder"
        )


def suite_digest(suite: Suite) -> str:
    """SHA-256 over all tasks of a suite."""
    return hashlib.sha256("".join(f"{task.id} {task.digest}\n" for task in suite.tasks()).encode()).hexdigest()
