"""An expansion: an agent, given a proposal, edits a copy of its parent's source; what can run is born."""

from __future__ import annotations

from dataclasses import dataclass

from archive.facts import Born, Failed, Proposal, Spend, Stillborn
from campaign.birth import Refused as Unfit
from campaign.birth import check_alive, check_tree
from campaign.diagnosis import Brief, NoProposal, prompt, propose
from campaign.evaluation import ending, patch
from campaign.harness import Harness, agent_tree, our_fault, run_agent, total_spend
from campaign.trace import Trace
from sandbox.model import UpstreamDown
from sandbox.run import SandboxError
from sandbox.session import Refused, Session
from sandbox.tree import File


@dataclass
class _Expansion:
    """One expansion under way: what is known of it when it ends, however it ends."""

    harness: Harness
    attempt: str
    brief: Brief
    session: Session
    trace: Trace
    started: float
    proposal: Proposal | None = None

    def born(self, agent: str) -> Born:
        return Born(
            attempt=self.attempt, agent=agent, parents=self.brief.parents, proposal=self.proposal, spend=self._spend()
        )

    def stillborn(self, unfit: Unfit) -> Stillborn:
        return Stillborn(
            attempt=self.attempt,
            parents=self.brief.parents,
            stage=unfit.stage,
            reason=unfit.reason,
            proposal=self.proposal,
            spend=self._spend(),
        )

    def failed(self, reason: str) -> Failed:
        return Failed(attempt=self.attempt, reason=reason.strip().split("\n")[0][:300], spend=self._spend())

    def _spend(self) -> Spend:
        return total_spend(self.session, self.harness.clock() - self.started)


def expand(harness: Harness, attempt: str, brief: Brief) -> Born | Stillborn | Failed:
    """Diagnose, propose, let the editor edit, check, and keep the child in the archive.

    Never raises for what agent or model did, nor for an engine or a model service that failed: that is ``Failed``.
    """
    trace = harness.trace(attempt)
    work = _Expansion(harness, attempt, brief, harness.session(attempt, trace), trace, harness.clock())
    try:
        outcome = _expand(work)
    except (SandboxError, UpstreamDown) as error:
        return work.failed(str(error))
    except NoProposal as error:
        outcome = Unfit("proposal", str(error))
    except Refused as error:
        outcome = Unfit("proposal", f"the gateway refused the question: {error}")
    fault = our_fault(work.session)
    if fault is not None:
        return work.failed(fault)
    return work.stillborn(outcome) if isinstance(outcome, Unfit) else work.born(outcome)


def _expand(work: _Expansion) -> Unfit | str:
    harness = work.harness
    work.proposal = propose(harness, work.session, work.brief)
    statement = prompt("self_edit.md").format(
        title=work.proposal.title, diagnosis=work.proposal.diagnosis, change=work.proposal.change
    )
    work.trace.text("problem.md", statement)
    source = agent_tree(harness.store, work.brief.parents[0])
    editor = agent_tree(harness.store, work.brief.seed) if harness.config.editor == "seed" else source
    result = run_agent(harness, work.session, editor, statement, source, harness.config.edit_seconds, None)
    work.trace.run(result)
    if result.workspace is None:
        return Unfit("unsafe", result.refusal or "its workspace cannot be brought out")
    work.trace.text("patch.diff", patch(harness, source, result.workspace))
    unfit = check_tree(source, result.workspace)
    if unfit is not None and unfit.stage == "unchanged":
        unfit = Unfit("unchanged", f"{unfit.reason} ({ending(result)})")
    return unfit or _admit(work, dict(result.workspace))


def _admit(work: _Expansion, child: dict[str, File]) -> Unfit | str:
    """Run the child once and keep it."""
    unfit = check_alive(work.harness, work.session, work.trace, child)
    return unfit or work.harness.store.put(child, work.brief.parents)
