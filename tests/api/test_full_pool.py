"""Fault row J08: when every connection is taken, who comes is sent away quickly and told when to
come again, health is not lost with it, and what was left behind does not stay."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx

from regulars.app import build, open_keys
from regulars.kernel.errors import Unavailable
from regulars.runtime.database import ACQUIRE_SECONDS, Database, open_database
from regulars.runtime.roles import prepare_roles
from regulars.runtime.sql import Statement
from tests.api.samples import unhurried
from tests.api.serving import speaking, started
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import World

POOL = 2
CLIENTS = 200
IDLE_SECONDS_MAX = 5
CUSTOMERS = "/api/v1/customers"
COUNTERS = "LOCK TABLE customers.counters IN EXCLUSIVE MODE"
# Those who hold the pool outlast a busy machine; what they wait for is given by the test.
PATIENT = "lock_timeout=60s&statement_timeout=60s"
HURRIED = "idle_in_transaction_session_timeout=100ms"
WAITING = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
BRANCHES = Statement(
    "sample", "SELECT count(*) FROM tenants.branches WHERE tenant_id = $1", ("tenant_id",), "here"
)


@asynccontextmanager
async def full_house(
    installation: Installation, world: World
) -> AsyncIterator[tuple[Any, list["asyncio.Task[httpx.Response]"]]]:
    """A server each of whose connections waits for a lock, until this is left."""
    settings = unhurried(installation).settings
    address = f"{settings.database_url}&{PATIENT}"
    settings = dataclasses.replace(
        settings, pool_size=POOL, database_url=address, statement_timeout_ms=60_000
    )
    key = world.laundry.api_key
    async with started(build(settings)) as app, speaking(app, key) as program:
        async with installation.connection() as superuser, superuser.transaction():
            await superuser.execute(COUNTERS)
            held = [
                asyncio.create_task(program.post(CUSTOMERS, json={"type": "guest"}))
                for _ in range(POOL)
            ]

            async def is_full() -> bool:
                # A transaction sees the activity of its first look, unless it forgets that.
                await superuser.execute("SELECT pg_stat_clear_snapshot()")
                return bool(await superuser.fetchval(WAITING) == POOL)

            await until(is_full)
            yield app, held
        await asyncio.gather(*held)


async def test_who_finds_no_connection_is_told_to_come_again_and_is_served_after(
    installation: Installation, world: World
) -> None:
    async with full_house(installation, world) as (app, held), speaking(app) as stranger:
        headers = {"Authorization": f"Bearer {world.laundry.api_key}"}
        asked = [
            stranger.get(CUSTOMERS, headers=headers),
            stranger.post(CUSTOMERS, headers=headers, json={"type": "guest"}),
            stranger.get("/c/laundry/till"),
            stranger.get("/c/laundry/nosuch"),
        ]
        asked += [stranger.get(CUSTOMERS, headers=headers) for _ in range(CLIENTS - len(asked))]
        refused = await asyncio.gather(*asked)
        assert {answer.status_code for answer in refused} == {503}
        assert {answer.headers.get("retry-after") for answer in refused} == {"1"}
        assert not any(task.done() for task in held), "they were refused while the pool was full"
        held.append(asyncio.create_task(_again(app, world)))
    assert [(await task).status_code for task in held] == [201] * (POOL + 1)
    assert ACQUIRE_SECONDS < 1


async def _again(app: Any, world: World) -> httpx.Response:
    """As a program does that keeps to what it was told."""
    async with speaking(app, world.laundry.api_key) as program:
        while True:
            answer = await program.post(CUSTOMERS, json={"type": "guest"})
            if answer.status_code != 503:
                return answer
            await asyncio.sleep(float(answer.headers["retry-after"]))


async def test_health_outlives_a_full_pool(installation: Installation, world: World) -> None:
    async with full_house(installation, world) as (app, held), speaking(app) as keeper:
        answers = await asyncio.gather(*(keeper.get("/healthz") for _ in range(CLIENTS)))
        assert {answer.status_code for answer in answers} == {200}
        assert not any(task.done() for task in held)


async def test_transactions_left_open_are_ended_and_their_connections_serve_again(
    installation: Installation, world: World
) -> None:
    address = f"{installation.settings.database_url}&{HURRIED}"
    database = await open_database(address, open_keys(installation.settings), size=POOL)
    leaks = [asyncio.create_task(_leak(database, world)) for _ in range(POOL)]
    try:

        async def is_served() -> bool:
            with suppress(Unavailable):
                async with database.transaction(world.laundry.context) as tx:
                    return bool(await tx.value(BRANCHES) == 2)
            return False

        await until(is_served)
        assert not any(leak.done() for leak in leaks), "nobody gave their connection back"
    finally:
        for leak in leaks:
            leak.cancel()
        await asyncio.gather(*leaks, return_exceptions=True)
        await database.close()


async def _leak(database: Database, world: World) -> None:
    async with database.transaction(world.laundry.context) as tx:
        await tx.value(BRANCHES)
        await asyncio.Event().wait()


async def test_no_transaction_of_a_request_stays_idle_for_long(installation: Installation) -> None:
    """As an installation makes its role: that of the tests is more patient."""
    async with installation.connection() as connection:
        made = connection.transaction()
        await made.start()
        await prepare_roles(connection, installation.settings)
        limit = await connection.fetchval(
            "SELECT split_part(config, '=', 2)::integer / 1000.0"
            " FROM pg_roles, unnest(rolconfig) AS config WHERE rolname = $1"
            " AND config LIKE 'idle_in_transaction_session_timeout=%'",
            installation.settings.role("app"),
        )
        await made.rollback()
    assert 0 < limit <= IDLE_SECONDS_MAX
