"""The timetable: parts made ahead of time, and what has served its time taken away."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from regulars.domains import customers, exports, identity, people, tenants
from regulars.kernel.errors import Unavailable
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.file_steps import prune_files
from regulars.runtime.jobs_pace import pause
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.task_steps import prune_tasks
from regulars.runtime.tx import Tx
from regulars.worker.sweep import each_tenant

sql = statements_beside(__file__)
log = structlog.get_logger(__name__)

BATCH = 1_000
BATCHES_MAX = 50  # a tenant and run; the rest waits for the next one
RETRY_SECONDS = 60.0

# Takes away at most so many, and says how many it took.
Prune = Callable[[Tx, int], Awaitable[int]]


async def prune_deliveries(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_deliveries, most=most)


async def prune_idempotency(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_idempotency, most=most)


OF_A_TENANT: tuple[Prune, ...] = (
    prune_deliveries,
    prune_idempotency,
    identity.prune_sessions,
    identity.prune_attempts,
    identity.prune_search_misses,
    identity.prune_account_sessions,
    identity.prune_devices,
    identity.prune_staff_devices,
    identity.prune_invitations,
    identity.prune_passkey_challenges,
    # Before files, so that papers whose request lapsed go with this very round.
    identity.lapse_verifications,
    identity.prune_challenges,
    identity.prune_code_failures,
    identity.prune_mailboxes,
    identity.prune_peer_tries,
    customers.prune_second_proofs,
    customers.prune_identifier_changes,
    identity.prune_sends,
    identity.prune_notices,
    tenants.prune_letters,
    prune_tasks,
    prune_files,
    exports.prune_exports,
    people.expire_invitations,
    people.prune_invitations,
)
# Done of each tenant, once a day.
TURNED_BY_AGE: tuple[Callable[[Tx], Awaitable[None]], ...] = (identity.turn_signing_keys,)
OF_THE_HOUSE = (sql.prune_queue_log, sql.prune_queue_statistics, sql.prune_held)


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    every_seconds: float
    work: Callable[[Database], Awaitable[None]]


async def follow(entry: Entry, database: Database, *, stop: asyncio.Event) -> None:
    """At the start and then at intervals. Every worker does; doing it twice does no harm."""
    while not stop.is_set():
        wait = entry.every_seconds * random.uniform(0.9, 1.0)  # noqa: S311 - only a spread
        try:
            await entry.work(database)
        except Exception as error:  # noqa: BLE001 - reported, and tried again soon
            log.warning("timetable_failed", entry=entry.name, error=type(error).__name__)
            wait = min(wait, RETRY_SECONDS)
        await pause(stop, wait)


async def make_parts(database: Database) -> None:
    async with database.house() as house:
        await house.value(sql.make_fact_parts, {})
        await house.value(sql.make_read_parts, {})
    await report_default_parts(database)


async def report_default_parts(database: Database) -> list[str]:
    """Rows there are found, but their month's part can no longer be made beside them."""
    async with database.house() as house:
        used = [row["part"] for row in await house.rows(sql.default_parts_in_use, {})]
    for part in used:
        log.error("default_part_in_use", part=part)
    return used


async def prune(database: Database) -> None:
    async for tenant_id in each_tenant(database):
        for each in OF_A_TENANT:
            await _prune_tenant(database, tenant_id, each)
    for statement in OF_THE_HOUSE:
        await _prune_house(database, statement)


async def turn_keys(database: Database) -> None:
    """A tenant whose keys are not at hand does not keep the others from theirs."""
    async for tenant_id in each_tenant(database):
        context = Context(tenant_id, actor_kind="system", origin="system", route="timetable")
        for turn in TURNED_BY_AGE:
            try:
                await database.unit(context, turn)
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - reported, and tried again tomorrow
                log.warning("turn_failed", what=turn.__name__, error=type(error).__name__)


async def _prune_tenant(database: Database, tenant_id: TenantId, each: Prune) -> None:
    context = Context(tenant_id, actor_kind="system", origin="system", route="timetable")
    for _ in range(BATCHES_MAX):
        try:
            gone = await database.unit(context, lambda tx: each(tx, BATCH))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one tenant does not stop the others
            log.warning("prune_failed", what=each.__name__, error=type(error).__name__)
            return
        if gone < BATCH:
            return


async def _prune_house(database: Database, statement: Statement) -> None:
    for _ in range(BATCHES_MAX):
        async with database.house() as house:
            gone = await house.run(statement, {"most": BATCH})
        if gone < BATCH:
            return


TIMETABLE = (
    Entry("make_parts", 24 * 3600, make_parts),
    Entry("prune", 3600, prune),
    Entry("turn_keys", 24 * 3600, turn_keys),
)
