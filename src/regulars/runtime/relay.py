"""The relay: hands recorded facts to reactions, chains them, and tells live screens."""

from collections.abc import Iterable
from uuid import UUID

from regulars.kernel.ids import TenantId
from regulars.runtime import chain, jobs
from regulars.runtime.conversation import Conversation, Row
from regulars.runtime.jobs import Job
from regulars.runtime.reactions import Reactions
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BATCH = 200
TENANTS_MAX = 10_000
# A tenant's next jobs stand behind everybody's first: each so many waiting, one step further.
DEPTH_STEP = 200
DEPTH_MAX = 4_000


async def waiting_tenants(house: Conversation) -> list[TenantId]:
    """Whose facts wait. Every one of them is served one batch before anybody gets a second."""
    rows = await house.rows(sql.waiting_tenants, {"most": TENANTS_MAX})
    return [row["tenant"] for row in rows]


async def relay_batch(tx: Tx, reactions: Reactions, *, most: int = BATCH) -> int:
    """How many facts were handed on: deliveries, jobs, chain and head in this one transaction.
    Two relays cannot fork the chain: whoever does not get the head leaves the tenant alone."""
    head = await chain.lock_head(tx)
    if head is None:
        return 0
    pending = [row["fact_id"] for row in await tx.rows(sql.pending, most=most)]
    if not pending:
        return 0
    # A pending row whose fact is chained, or was never written, is only cleared away.
    facts = [row for row in await tx.rows(sql.facts, fact_ids=pending) if row["place"] is None]
    if facts:
        await _deliver(tx, facts, reactions)
        head = await chain.extend(tx, head, facts)
    await tx.run(sql.settle, fact_ids=pending)
    if facts:
        await tx.run(sql.tell_live, seq=head.seq)
    return len(pending)


async def _deliver(tx: Tx, facts: Iterable[Row], reactions: Reactions) -> None:
    wanted = {
        (fact["id"], reaction.name): Job(tx.tenant_id, reaction.name, fact["id"], fact["origin"])
        for fact in facts
        for reaction in reactions.to(fact["name"], origin=fact["origin"])
    }
    if not wanted:
        return
    depth = await tx.value(sql.depth, most=DEPTH_MAX)
    new = await tx.rows(
        sql.deliver,
        fact_ids=[fact_id for fact_id, _ in wanted],
        reactions=[reaction for _, reaction in wanted],
    )
    fresh: set[tuple[UUID, str]] = {(row["fact_id"], row["reaction"]) for row in new}
    due = [job for place, job in wanted.items() if place in fresh]
    await jobs.enqueue(tx, due, priority=-(depth // DEPTH_STEP))
    await jobs.wake(tx)
