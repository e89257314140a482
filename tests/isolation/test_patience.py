"""A statement or a lock that takes too long ends by itself, and only its own request suffers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from regulars.app import open_keys
from regulars.kernel.errors import Unavailable
from regulars.kernel.ids import TenantId, new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.sql import Statement
from regulars.runtime.vault.errors import KeysExist
from tests.instruments.installation import Installation

TENANT = TenantId(new_id())
CONTEXT = Context(TENANT, "system")


def said(text: str, *parameters: str) -> Statement:
    return Statement("sample", text, parameters, "test_patience")


LOCK = said("SELECT name FROM tenants.branches WHERE tenant_id = $1 FOR UPDATE", "tenant_id")
ADVISORY = said("SELECT pg_advisory_xact_lock(42)")
COUNT = said("SELECT count(*) FROM tenants.branches WHERE tenant_id = $1", "tenant_id")


@pytest.fixture(scope="module")
async def home(template: Installation) -> AsyncIterator[Installation]:
    async with template.clone() as installation, installation.connection() as connection:
        with suppress(KeysExist):  # the keys outlive a clone
            open_keys(installation.settings).create(TENANT)
        await connection.execute(
            "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, 'Sample')",
            TENANT, new_id(),
        )  # fmt: skip
        yield installation


async def refused_for_now(database: Database, *statements: Statement) -> None:
    with pytest.raises(Unavailable):
        await _run_all(database, statements)


async def _run_all(database: Database, statements: tuple[Statement, ...]) -> None:
    async with database.transaction(CONTEXT) as tx:
        for statement in statements:
            await tx.run(statement)


async def served(database: Database) -> None:
    async with database.transaction(CONTEXT) as tx:
        assert await tx.value(COUNT) == 1


async def test_a_runaway_statement_is_stopped_and_the_next_request_is_served(
    home: Installation,
) -> None:
    async with home.database(size=1) as database:
        await refused_for_now(
            database, said("SET LOCAL statement_timeout = '40ms'"), said("SELECT pg_sleep(60)")
        )
        await served(database)


@pytest.mark.parametrize("lock", [LOCK, ADVISORY], ids=["row", "advisory"])
async def test_a_lock_that_is_not_given_is_not_waited_for_and_the_next_request_is_served(
    lock: Statement, home: Installation
) -> None:
    async with home.database(size=2) as database:
        async with database.transaction(CONTEXT) as holder:
            await holder.run(lock)
            await refused_for_now(database, said("SET LOCAL lock_timeout = '40ms'"), lock)
            await served(database)
        await served(database)


async def test_others_are_served_while_somebody_holds_a_lock(home: Installation) -> None:
    async with home.database(size=4) as database, database.transaction(CONTEXT) as holder:
        await holder.run(LOCK)
        await asyncio.gather(*(served(database) for _ in range(20)))


async def test_a_full_pool_refuses_for_now_instead_of_waiting_for_ever(home: Installation) -> None:
    async with home.database(size=1) as database:
        async with database.transaction(CONTEXT) as holder:
            await holder.run(COUNT)
            await refused_for_now(database, COUNT)
        await served(database)


@pytest.mark.parametrize("part", ["app", "work"])
async def test_the_limits_stand_on_the_role_itself(part: str, home: Installation) -> None:
    async with home.connection(part) as connection:
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            assert await connection.fetchval("SELECT current_setting($1)", name) != "0", name
