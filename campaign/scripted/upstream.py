"""The scripted model behind the gateway: a stand-in for a model service, which costs nothing and needs no network."""

from __future__ import annotations

from pathlib import Path

from benchmarks.starter.tasks import FOLDER as TASKS
from campaign.scripted import coder, proposer
from campaign.scripted.conversation import Answer, Conversation
from campaign.scripted.known import CHANGES, Repertoire
from campaign.scripted.limits import CONTEXT_CHARACTERS
from campaign.scripted.wire import BadRequest, read, refuse, write
from sandbox.model import ModelRequest, ModelResponse

OVERFLOW = "context_length_exceeded"


class ScriptedUpstream:
    """Answers as a limited coder would, and proposes changes to an agent's source. Implements ``Upstream``.

    Every answer is a pure function of the request's body and seed; nothing is remembered between calls.
    """

    name = "scripted"

    def __init__(self, tasks: Path = TASKS, changes: Path = CHANGES) -> None:
        self._repertoire = Repertoire(tasks, changes)

    def complete(self, request: ModelRequest) -> ModelResponse:
        """Answer one call; a request that a model service would refuse gets a 400."""
        try:
            conversation = read(request)
        except BadRequest as error:
            return refuse(request, str(error))
        if conversation.characters > CONTEXT_CHARACTERS and not proposer.is_asked(conversation):
            message = (
                f"{OVERFLOW}: this model reads at most {CONTEXT_CHARACTERS} characters; "
                f"the messages have {conversation.characters}"
            )
            return refuse(request, message, code=OVERFLOW)
        return write(request, conversation, self._answer(conversation, request.seed))

    def _answer(self, conversation: Conversation, seed: int) -> Answer:
        if proposer.is_asked(conversation):
            return proposer.answer(conversation, self._repertoire.changes, seed)
        if conversation.tools:
            return coder.answer(conversation, self._repertoire, seed)
        return Answer("I am a scripted stand-in: I can only use tools, and I was offered none.")
