"""What every attempt of a campaign works with, and one run of an agent on one problem."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from archive.facts import Spend, Spent
from archive.objects import ObjectStore
from archive.store import AgentStore
from benchmarks.suite import Suite
from campaign.config import Config
from campaign.folder import CampaignFolder
from campaign.trace import Trace
from sandbox.budget import Budget
from sandbox.gateway import serve
from sandbox.model import Upstream
from sandbox.prices import Price
from sandbox.run import GATEWAY, Limits, RunResult, RunSpec, Sandbox
from sandbox.session import CallLimits, Exchange, Session
from sandbox.tree import File, Tree

SOCKET = f"{GATEWAY}/model.sock"
SMOKE_SECONDS = 60.0


@dataclass(frozen=True)
class Harness:
    """The parts that attempts share. All of them are thread-safe."""

    config: Config
    folder: CampaignFolder
    store: AgentStore
    workspaces: ObjectStore
    suite: Suite
    sandbox: Sandbox
    upstream: Upstream
    price: Price
    budget: Budget
    spent: Callable[[Spent], object]
    """Called for every model call, as it is settled."""
    clock: Callable[[], float] = time.monotonic

    def trace(self, attempt: str) -> Trace:
        """A fresh trace for an attempt."""
        return Trace(self.folder.fresh_trace(attempt))

    def session(self, attempt: str, trace: Trace) -> Session:
        """An attempt's access to the campaign's model."""

        def record(exchange: Exchange) -> None:
            trace.exchange(exchange)
            usage = exchange.usage
            if exchange.answered or exchange.usd:
                self.spent(
                    Spent(
                        attempt=attempt,
                        model=self.config.model,
                        input_tokens=usage.input_tokens,
                        output_tokens=usage.output_tokens,
                        usd=exchange.usd,
                    )
                )

        return Session(
            self.upstream,
            models={self.config.model: self.price},
            seed=attempt_seed(self.config.seed, attempt),
            record=record,
            limits=CallLimits(max_calls=self.config.model_calls),
            budgets=(self.budget,),
        )


def attempt_seed(seed: int, attempt: str) -> int:
    """The seed of an attempt: 63 bits that follow from the campaign's seed and the attempt's id."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{attempt}".encode()).digest()[:8], "big") >> 1


def our_fault(session: Session) -> str | None:
    """Why an attempt says nothing about its agent, if so: the model service failed, or a budget ran out under it."""
    return session.outage or session.starved


def total_spend(session: Session, seconds: float) -> Spend:
    """What an attempt cost."""
    return Spend(
        calls=session.calls,
        input_tokens=session.usage.input_tokens,
        output_tokens=session.usage.output_tokens,
        usd=session.usd,
        seconds=round(seconds, 3),
    )


def run_agent(
    harness: Harness, session: Session, agent: Tree, statement: str, workspace: Tree, seconds: float, image: str | None
) -> RunResult:
    """Let an agent work on a problem in a fresh sandbox, by the contract of design §2. Raises SandboxError."""
    with serve(session) as gateway:
        return harness.sandbox.run(
            RunSpec(
                argv=("python3", "/agent"),
                workspace=workspace,
                inputs={"/agent": agent, "/task": {"problem.md": File(statement.encode())}},
                env={
                    "PHYLA_GATEWAY": SOCKET,
                    "PHYLA_MODEL": harness.config.model,
                    "PHYLA_DEADLINE": str(int(seconds)),
                    "PYTHONDONTWRITEBYTECODE": "1",
                },
                gateway=gateway,
                limits=Limits(seconds=seconds),
                image=image,
            )
        )


def agent_tree(store: AgentStore, agent: str) -> dict[str, File]:
    """An agent's source, as a tree that can go into a sandbox."""
    return {path: File(*file) for path, file in store.files(agent).items()}
