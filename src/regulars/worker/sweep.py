"""The sweep, outside the queue: deliveries whose job was lost, and jobs that nobody knows."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import structlog

from regulars.kernel.errors import Unavailable
from regulars.kernel.ids import TenantId
from regulars.runtime import jobs
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.jobs import Job
from regulars.runtime.jobs_door import Dead
from regulars.runtime.jobs_pace import Pace, pause
from regulars.runtime.reactions import Reactions
from regulars.runtime.sql import statements_beside
from regulars.worker.deliver import Deliverer

sql = statements_beside(__file__)
log = structlog.get_logger(__name__)

BATCH = 500
NOWHERE = UUID(int=0)


class Sweeper:
    def __init__(
        self, database: Database, deliverer: Deliverer, reactions: Reactions, *, pace: Pace
    ) -> None:
        self._database = database
        self._deliverer = deliverer
        self._reactions = reactions
        self._pace = pace
        # Where the next look at a tenant begins: a long queue is looked through in turns.
        self._after: dict[TenantId, UUID] = {}

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.sweep()
            except Unavailable:
                log.warning("sweep_put_off")
            except Exception as error:  # noqa: BLE001 - the next sweep tries again
                log.warning("sweep_failed", error=type(error).__name__)
            await pause(stop, self._pace.sweep_seconds)

    async def sweep(self) -> None:
        await self._set_unknown_kinds_aside()
        async for tenant_id in each_tenant(self._database):
            await self._enqueue_lost(tenant_id)

    async def _enqueue_lost(self, tenant_id: TenantId) -> None:
        """What still has a job keeps it: the queue takes no second one of the same key."""
        context = Context(tenant_id, actor_kind="system", origin="system", route="sweep")
        async with self._database.transaction(context) as tx:
            after = self._after.pop(tenant_id, NOWHERE)
            rows = await tx.rows(sql.overdue, age=self._pace.overdue, after=after, most=BATCH)
            await jobs.enqueue(
                tx, [Job(tenant_id, row["reaction"], row["fact_id"], row["origin"]) for row in rows]
            )
        if len(rows) == BATCH:
            self._after[tenant_id] = rows[-1]["fact_id"]

    async def _set_unknown_kinds_aside(self) -> None:
        """A job that is not even genuine leaves its fact like any other that is rejected."""
        async with self._database.house() as house:
            strangers = await jobs.of_unknown_kinds(
                house, self._reactions.names, age=self._pace.unknown_kind_after, most=BATCH
            )
        for queued in strangers:
            ending = await self._deliverer.handle(queued)
            if isinstance(ending, Dead):
                async with self._database.house() as house:
                    await jobs.hold(house, queued, ending.reason)


async def each_tenant(database: Database) -> AsyncIterator[TenantId]:
    after = NOWHERE
    while True:
        async with database.house() as house:
            rows = await house.rows(sql.tenants, {"after": after, "most": BATCH})
        for row in rows:
            yield row["id"]
        if len(rows) < BATCH:
            return
        after = rows[-1]["id"]
