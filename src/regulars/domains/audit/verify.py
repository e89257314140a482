"""How far a tenant's chain of facts is proven: a stretch at a time, and kept."""

from dataclasses import dataclass
from datetime import datetime

from regulars.domains.audit.events import AuditVerificationAsked
from regulars.domains.audit.facts import newest_seq
from regulars.runtime import chain
from regulars.runtime.sql import statements_beside
from regulars.runtime.tasks import begin_task, own_tasks
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# What one request proves, so that it stays well within the patience of whoever asked.
STRETCH = 5_000
KIND = "verify_chain"


@dataclass(frozen=True, slots=True)
class Proven:
    """Up to `seq` every entry holds; the chain ends at `newest`. `at` is None for never asked.
    A `fault` stands at `fault_seq`: from there on nothing is proven."""

    seq: int
    newest: int
    at: datetime | None = None
    fault: str | None = None
    fault_seq: int | None = None


async def read_proven(tx: Tx) -> Proven:
    row = await tx.row(sql.last)
    newest = await newest_seq(tx)
    if row is None:
        return Proven(0, newest)
    return Proven(row["seq"], newest, row["at"], row["fault"], row["fault_seq"])


async def verify_stretch(tx: Tx, *, anew: bool = False, most: int = STRETCH) -> None:
    """Goes on where the last one ended, or from the first entry. What is proven before is not
    looked at again, so that an entry altered since shows only in a proof begun anew."""
    await tx.run(sql.alone)
    row = None if anew else await tx.row(sql.last)
    since = chain.Head(row["seq"], row["hash"]) if row else chain.Head(0, chain.GENESIS)
    head, bad = await chain.verify_stretch(tx, since, most=most)
    await tx.run(
        sql.keep,
        seq=head.seq,
        hash=head.hash,
        fault=bad.fault if bad else None,
        fault_seq=bad.seq if bad else None,
        actor_id=tx.context.actor_id,
    )


async def ask_verification(tx: Tx, *, anew: bool, at_once: int = STRETCH) -> bool:
    """A short stretch is verified here and now: True. A long one becomes a task of the worker;
    whoever asks twice has asked once, also at once."""
    await tx.run(sql.alone)
    proven = await read_proven(tx)
    anew = anew or proven.fault is not None
    if proven.newest - (0 if anew else proven.seq) <= at_once:
        await verify_stretch(tx, anew=anew, most=at_once)
        return True
    if not any(task.kind == KIND and task.is_going_on for task in await own_tasks(tx)):
        task_id = await begin_task(tx, KIND, total=proven.newest)
        tx.emit(AuditVerificationAsked(task_id, anew), subject_id=tx.tenant_id, seq=1)
    return False
