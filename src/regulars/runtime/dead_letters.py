"""Dead letters: what was given up, why, and putting it back into the queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regulars.kernel.ids import FactId
from regulars.runtime import jobs
from regulars.runtime.conversation import Conversation
from regulars.runtime.jobs import Job
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

FIRST = (FactId(UUID(int=0)), "")


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One reaction that gave one fact up. `reason` is a code: an exception's class, or our own."""

    fact_id: FactId
    reaction: str
    reason: str
    failures: int
    delivered_at: datetime
    died_at: datetime
    fact_name: str | None
    subject_kind: str | None
    subject_id: UUID | None

    @property
    def place(self) -> tuple[FactId, str]:
        """Where the next page begins after this one."""
        return self.fact_id, self.reaction


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job that the queue holds. One that was rejected belongs to no delivery: its kind is
    whatever somebody wrote there."""

    queue_id: int
    kind: str
    reason: str | None
    held_at: datetime


async def dead_letters(
    tx: Tx, *, after: tuple[FactId, str] = FIRST, most: int = 50
) -> list[DeadLetter]:
    """The tenant's dead letters, oldest fact first."""
    rows = await tx.rows(sql.dead, after_fact=after[0], after_reaction=after[1], most=most)
    return [
        DeadLetter(
            fact_id=row["fact_id"],
            reaction=row["reaction"],
            reason=row["reason"] or "unknown",
            failures=row["failures"],
            delivered_at=row["created_at"],
            died_at=row["settled_at"],
            fact_name=row["name"],
            subject_kind=row["subject_kind"],
            subject_id=row["subject_id"],
        )
        for row in rows
    ]


async def dead_reactions(tx: Tx, fact_id: FactId, *, reaction: str | None = None) -> list[str]:
    """Which reactions gave this fact of the tenant's up; none for another tenant's fact."""
    rows = await tx.rows(sql.dead_of_fact, fact_id=fact_id, reaction=reaction)
    return [row["reaction"] for row in rows]


async def dead_facts(
    tx: Tx, reaction: str, *, before: datetime, after: FactId = FIRST[0], most: int = 50
) -> list[FactId]:
    """Facts that this reaction had given up by then."""
    rows = await tx.rows(
        sql.dead_of_kind, reaction=reaction, before=before, after_fact=after, most=most
    )
    return [FactId(row["fact_id"]) for row in rows]


async def discard_dead(tx: Tx, *, fact_id: FactId, reaction: str) -> bool:
    """It is never tried again. False when it is not dead (any more)."""
    row = await tx.row(sql.discard, fact_id=fact_id, reaction=reaction)
    if row is None:
        return False
    if row["queue_id"] is not None:
        await tx.run(jobs.sql.drop_held, queue_id=row["queue_id"])
    return True


async def requeue_dead(tx: Tx, *, fact_id: FactId, reaction: str) -> bool:
    """Gives it all its attempts anew. False when it is not dead (any more)."""
    row = await tx.row(sql.revive, fact_id=fact_id, reaction=reaction)
    if row is None:
        return False
    if row["queue_id"] is not None:
        await tx.run(jobs.sql.drop_held, queue_id=row["queue_id"])
    await jobs.enqueue(tx, [Job(tx.tenant_id, reaction, fact_id, row["origin"] or "system")])
    await jobs.wake(tx)
    return True


async def held_jobs(house: Conversation, *, after: int = 0, most: int = 50) -> list[HeldJob]:
    """What the queue of the whole installation holds, dead and rejected alike."""
    rows = await house.rows(sql.held, {"after": after, "most": most})
    return [HeldJob(row["id"], row["entrypoint"], row["reason"], row["updated"]) for row in rows]
