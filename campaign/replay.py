"""Running an agent of the archive again: on tasks, or on a person's own code. The campaign itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.facts import Verdict
from archive.lineage import Tally
from archive.objects import ObjectStore
from archive.store import AgentStore
from benchmarks.registry import open_suite
from benchmarks.suite import Task
from campaign.config import make_config
from campaign.errors import UserError
from campaign.evaluation import ending, evaluate, patch
from campaign.folder import CampaignFolder
from campaign.harness import Harness, agent_tree, our_fault, run_agent
from campaign.models import model_price, open_sandbox, open_upstream
from campaign.opening import reading
from campaign.rows import SHORT, Score
from sandbox.budget import Budget
from sandbox.run import SandboxError
from sandbox.tree import File, Tree, read_folder


@dataclass(frozen=True)
class Replay:
    """An agent, ready to run again. Traces go to ``replays/<number>`` in the campaign's folder."""

    agent: str
    harness: Harness

    def summary(self, verdicts: Sequence[Verdict]) -> str:
        """The score, in one line."""
        solved = sum(each.outcome == "solved" for each in verdicts)
        unscored = sum(each.outcome == "unscored" for each in verdicts)
        score = Score.of(Tally(solved, len(verdicts) - solved - unscored))
        text = f"agent {self.agent[:SHORT]}, model {self.harness.config.model}: {score}"
        text += f", {unscored} unscored" if unscored else ""
        return f"{text}; traces in {self.harness.folder.path}"


@contextmanager
def replaying(campaign: Path, name: str, changed: dict[str, Any]) -> Iterator[Replay]:
    """Open a campaign's agent to run it again, with some options changed.

    Raises what opening a campaign raises, and UnknownAgent.
    """
    with reading(campaign) as read:
        agent = read.resolve(name)
        if "model" in changed:
            # Another model is served and priced by its own name, unless the user says how.
            changed = {"provider": None, "base_url": None, "price": None, **changed}
        config = make_config({**read.config.model_dump(), **changed})
        store = AgentStore(read.folder.agents)
    folder = CampaignFolder(_fresh(campaign / "replays"))
    sandbox = open_sandbox(config, folder.path)
    try:
        yield Replay(
            agent,
            Harness(
                config=config,
                folder=folder,
                store=store,
                workspaces=ObjectStore(folder.workspaces),
                suite=open_suite(config.suite),
                sandbox=sandbox,
                upstream=open_upstream(config),
                price=model_price(config),
                budget=Budget("budget (--usd)", usd=config.usd),
                spent=lambda _: None,
            ),
        )
    finally:
        sandbox.close()


def _fresh(parent: Path) -> Path:
    """A new numbered folder."""
    parent.mkdir(exist_ok=True)
    number = 1
    while True:
        try:
            (parent / f"{number:03d}").mkdir()
        except FileExistsError:
            number += 1
        else:
            return parent / f"{number:03d}"


def replay_tasks(replay: Replay, tasks: Sequence[Task]) -> Iterator[Verdict]:
    """Evaluate the agent on tasks, in their order."""
    harness = replay.harness
    with ThreadPoolExecutor(harness.config.workers) as pool:
        yield from pool.map(lambda task: evaluate(harness, f"replay-{task.id}", replay.agent, task), tasks)


@dataclass(frozen=True)
class Repository:
    """A person's own code, and what is to be done with it."""

    files: Tree
    statement: str

    @classmethod
    def read(cls, folder: Path, problem: Path) -> Repository:
        """Read what git tracks or would track; every file of a folder that is no checkout. Raises UserError."""
        if not folder.is_dir():
            raise UserError(f"--repo: {folder} is not a folder")
        try:
            statement = problem.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"--problem: {problem} cannot be read: {error}") from None
        names = _git_files(folder)
        tree = read_folder(folder) if names is None else _read_files(folder, names)
        return cls(tree, statement)


def _git_files(folder: Path) -> list[str] | None:
    """The tracked and the not ignored files of a checkout; None if the folder is not one."""
    import git  # a tenth of a second that other commands need not spend

    try:
        checkout = git.Repo(folder)
    except git.InvalidGitRepositoryError:
        return None
    with checkout:
        listed = checkout.git.ls_files("-z", "--cached", "--others", "--exclude-standard")
    return sorted({name for name in listed.split("\0") if name})


def _read_files(folder: Path, names: Sequence[str]) -> dict[str, File]:
    tree = {}
    for name in names:
        path = folder / name
        if path.is_file() and not path.is_symlink():
            tree[name] = File(path.read_bytes(), bool(path.stat().st_mode & 0o100))
    return tree


def replay_repository(replay: Replay, repository: Repository) -> tuple[str, str]:
    """Run the agent on a person's code; its patch, and how it ended, in words.

    Raises SandboxError if it could not be run, or left something that cannot be brought out.
    """
    harness = replay.harness
    trace = harness.trace("replay-repository")
    session = harness.session("replay-repository", trace)
    trace.text("problem.md", repository.statement)
    source = agent_tree(harness.store, replay.agent)
    result = run_agent(
        harness, session, source, repository.statement, repository.files, harness.config.edit_seconds, None
    )
    trace.run(result)
    fault = our_fault(session)
    if fault is not None:
        raise SandboxError(fault)
    if result.workspace is None:
        raise SandboxError(f"the agent's workspace cannot be brought out: {result.refusal}")
    difference = patch(harness, repository.files, result.workspace)
    trace.text("patch.diff", difference)
    return difference, ending(result)
