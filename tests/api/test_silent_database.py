"""Fault row J17: a database that falls silent, its packets lost and nobody told, costs those who
speak to it just then what a statement may take, and nobody after."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from regulars.app import open_keys
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.failures import CommitUnknown
from regulars.runtime.sql import Statement
from tests.api.serving import served
from tests.instruments.faultproxy import FaultProxy, fault_proxy
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import World

CUSTOMERS = "/api/v1/customers"
# On a busy machine too far less than the minute that such a request once took.
IN_TIME_SECONDS = 20
COUNT = Statement(
    "sample", "SELECT count(*) FROM tenants.branches WHERE tenant_id = $1", ("tenant_id",), "here"
)


@asynccontextmanager
async def shop_behind(
    proxy: FaultProxy, installation: Installation, key: str
) -> AsyncIterator[httpx.AsyncClient]:
    """Whose server ends a statement after a second."""
    settings = dataclasses.replace(
        installation.settings,
        database_url=proxy.through(installation.settings.database_url),
        statement_timeout_ms=1_000,
    )
    async with served(dataclasses.replace(installation, settings=settings), key) as client:
        try:
            yield client
        finally:
            proxy.cut()  # who says goodbye on a line that is deaf would wait for an answer


async def test_who_speaks_into_the_silence_is_told_in_time_and_the_line_is_hung_up(
    installation: Installation, world: World
) -> None:
    async with (
        fault_proxy(installation.server) as proxy,
        shop_behind(proxy, installation, world.laundry.api_key) as client,
    ):
        both = await asyncio.gather(client.get(CUSTOMERS), client.get(CUSTOMERS))
        assert {answer.status_code for answer in both} == {200}
        before = proxy.lines
        assert before >= 2
        proxy.hush()
        async with asyncio.timeout(IN_TIME_SECONDS):
            answer = await client.get(CUSTOMERS)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["retry-after"] == "1"
        proxy.heal()

        async def is_served() -> bool:
            again = await asyncio.gather(client.get(CUSTOMERS), client.get(CUSTOMERS))
            return {answer.status_code for answer in again} == {200}

        await until(is_served)


async def test_a_commit_into_the_silence_is_not_known_to_have_happened(
    installation: Installation, world: World
) -> None:
    async with fault_proxy(installation.server) as proxy:
        database = await open_database(
            proxy.through(installation.settings.database_url),
            open_keys(installation.settings),
            size=1,
            statement_seconds=0.5,
        )
        house = world.laundry
        with pytest.raises(CommitUnknown):
            await _commit_into_silence(proxy, database, house.tenant.id)
        proxy.heal()
        async with database.transaction(Context(house.tenant.id, "system")) as tx:
            assert await tx.value(COUNT) == 2
        await database.close()


async def _commit_into_silence(proxy: FaultProxy, database: Database, tenant: TenantId) -> None:
    async with database.transaction(Context(tenant, "system")) as tx:
        assert await tx.value(COUNT) == 2
        proxy.hush()
