"""Asking the worker to try again, or never again, what it gave up. A request may not touch the
queue: it leaves a fact with who asked, and the worker, who may, reacts to it."""

from uuid import UUID

from regulars.domains.jobs.events import (
    JobsDiscardAsked,
    JobsRequeueAsked,
    JobsRequeueOfKindAsked,
)
from regulars.kernel.errors import NotFound
from regulars.kernel.ids import FactId
from regulars.runtime.dead_letters import dead_reactions
from regulars.runtime.standing import standings
from regulars.runtime.tx import Tx


class FailureNotFound(NotFound):
    """Nothing of this was given up, or not any more."""


async def ask_requeue(tx: Tx, fact_id: UUID, *, reaction: str | None = None) -> list[str]:
    """Which reactions will be tried again; without one named, all that gave this fact up."""
    fact = FactId(fact_id)
    asked = await _given_up(tx, fact, reaction)
    for each in asked:
        tx.emit(JobsRequeueAsked(fact, each), subject_id=fact, seq=1)
    return asked


async def ask_discard(tx: Tx, fact_id: UUID, *, reaction: str) -> None:
    fact = FactId(fact_id)
    await _given_up(tx, fact, reaction)
    tx.emit(JobsDiscardAsked(fact, reaction), subject_id=fact, seq=1)


async def ask_requeue_of_kind(tx: Tx, reaction: str) -> None:
    if not any(each.dead for each in await standings(tx) if each.reaction == reaction):
        raise FailureNotFound
    tx.emit(JobsRequeueOfKindAsked(reaction), subject_id=tx.tenant_id, seq=1)


async def _given_up(tx: Tx, fact: FactId, reaction: str | None) -> list[str]:
    found = await dead_reactions(tx, fact, reaction=reaction)
    if not found:
        raise FailureNotFound
    return found
