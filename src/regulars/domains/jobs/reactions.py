"""What the worker does when somebody asked something of the jobs that it gave up."""

from uuid import UUID

from regulars.domains.jobs.events import (
    JobsDiscardAsked,
    JobsRequeueAsked,
    JobsRequeueOfKindAsked,
)
from regulars.kernel.ids import FactId
from regulars.runtime.dead_letters import dead_facts, discard_dead, requeue_dead
from regulars.runtime.reactions import Later, Outcome, Reaction, RecordedFact, reacts_to
from regulars.runtime.tx import Tx

AT_ONCE = 500
SOON = Later(minutes=0.01)


@reacts_to(JobsRequeueAsked)
async def requeue_what_was_asked(tx: Tx, fact: RecordedFact) -> None:
    await requeue_dead(tx, fact_id=_fact_of(fact), reaction=str(fact.data["reaction"]))


@reacts_to(JobsDiscardAsked)
async def discard_what_was_asked(tx: Tx, fact: RecordedFact) -> None:
    await discard_dead(tx, fact_id=_fact_of(fact), reaction=str(fact.data["reaction"]))


@reacts_to(JobsRequeueOfKindAsked)
async def requeue_a_whole_kind(tx: Tx, fact: RecordedFact) -> Outcome:
    """So many in one unit of work. What dies again meanwhile died after it was asked for, and
    stays: otherwise a job that always fails would be tried for ever."""
    reaction = str(fact.data["reaction"])
    dead = await dead_facts(tx, reaction, before=fact.recorded_at, most=AT_ONCE)
    for each in dead:
        await requeue_dead(tx, fact_id=each, reaction=reaction)
    return SOON if len(dead) == AT_ONCE else None


REACTIONS: tuple[Reaction, ...] = (
    requeue_what_was_asked,
    discard_what_was_asked,
    requeue_a_whole_kind,
)


def _fact_of(fact: RecordedFact) -> FactId:
    return FactId(UUID(str(fact.data["fact"])))
