"""What the worker does here: a long chain verified by stretches, alerts raised by facts."""

from uuid import UUID

from regulars.domains.audit.alert_kinds import FACTS
from regulars.domains.audit.alerts import raise_alert
from regulars.domains.audit.events import AuditVerificationAsked
from regulars.domains.audit.verify import read_proven, verify_stretch
from regulars.runtime.reactions import Later, Outcome, Reaction, RecordedFact, reacts_to
from regulars.runtime.task_steps import advance_task, finish_task, task_at_hand
from regulars.runtime.tx import Tx

SOON = Later(minutes=0.005)


@reacts_to(AuditVerificationAsked)
async def verify_the_chain(tx: Tx, fact: RecordedFact) -> Outcome:
    """Up to where the chain ended when it was asked for: it grows meanwhile, for ever."""
    task = await task_at_hand(tx, UUID(str(fact.data["task"])))
    if task is None:
        return None
    await verify_stretch(tx, anew=bool(fact.data["anew"]) and task.is_first_step)
    proven = await read_proven(tx)
    done = min(proven.seq, task.total)
    if proven.fault:
        await finish_task(tx, task.id, state="failed", done=done, outcome="chain_broken")
        return None
    if done >= task.total:
        await finish_task(tx, task.id, state="done", done=done, outcome="chain_whole")
        return None
    await advance_task(tx, task.id, done=done)
    return SOON


async def warn_owners(tx: Tx, fact: RecordedFact) -> Outcome:
    await raise_alert(tx, fact)
    return None


# By their names: the rooms that announce these lie above this one.
# Nothing leaves: a provider that hangs must not keep the warning of it waiting.
WARN_OWNERS = Reaction("audit.warn_owners", FACTS, warn_owners, is_outward=True, stays_home=True)

REACTIONS: tuple[Reaction, ...] = (verify_the_chain, WARN_OWNERS)
