"""A connection carries nothing of one tenant to the next, however the last one left it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest

from regulars.app import open_keys
from regulars.kernel.errors import Unavailable
from regulars.kernel.ids import TenantId, new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.failures import CommitUnknown
from regulars.runtime.sql import Statement
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import KeysExist
from tests.instruments.faultproxy import fault_proxy
from tests.instruments.installation import Installation


def said(text: str, *parameters: str) -> Statement:
    return Statement("sample", text, parameters, "test_pool")


WHOSE = said("SELECT current_setting('app.tenant_id', true) AS tenant,"
             " current_setting('app.branch', true) AS branch")  # fmt: skip
NAMES = said("SELECT name FROM tenants.branches WHERE tenant_id = $1", "tenant_id")
EVERY_NAME = said("SELECT name FROM tenants.branches")
WAIT = said("SELECT pg_sleep(0.02)")
FOREVER = said("SELECT pg_sleep(60)")
IMPATIENT = said("SET LOCAL statement_timeout = '30ms'")
WRITE = said(
    "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, gen_random_uuid(), 'lost')",
    "tenant_id",
)
TENANTS = {TenantId(new_id()): "first", TenantId(new_id()): "second"}


def context(tenant: TenantId) -> Context:
    return Context(tenant, "system")


@pytest.fixture(scope="module")
async def installation(template: Installation) -> AsyncIterator[Installation]:
    """One clone for all of these: each leaves it with two tenants of one branch, as it was."""
    keys = open_keys(template.settings)
    async with template.clone() as own, own.connection() as connection:
        for tenant, name in TENANTS.items():
            with suppress(KeysExist):  # the keys outlive a clone
                keys.create(tenant)
            await connection.execute(
                "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, $3)",
                tenant, new_id(), name,
            )  # fmt: skip
        yield own


async def assert_clean(database: Database) -> None:
    """The next checkout belongs to nobody, sees nothing, and serves each tenant its own."""
    async with database.house() as house:
        row = await house.row(WHOSE, {})
        assert row is not None
        assert (row["tenant"] or "", row["branch"] or "") == ("", "")
        assert await house.rows(EVERY_NAME, {}) == []
    for tenant, name in TENANTS.items():
        async with database.transaction(context(tenant)) as tx:
            assert [row["name"] for row in await tx.rows(EVERY_NAME)] == [name]


async def end_well(tx: Tx) -> None:
    await tx.rows(NAMES)


async def raise_an_error(tx: Tx) -> None:
    await tx.run(WRITE)
    raise KeyError("something of ours")


async def break_a_statement(tx: Tx) -> None:
    await tx.run(said("SELECT 1 / 0"))


async def break_and_go_on(tx: Tx) -> None:
    with suppress(Exception):
        await tx.run(said("SELECT 1 / 0"))


async def take_too_long(tx: Tx) -> None:
    await tx.run(IMPATIENT)
    await tx.run(FOREVER)


ENDINGS: tuple[Callable[[Tx], Awaitable[None]], ...] = (
    end_well, raise_an_error, break_a_statement, break_and_go_on, take_too_long,
)  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
async def test_a_unit_of_work_leaves_nothing_behind_however_it_ends(
    ending: Callable[[Tx], Awaitable[None]], installation: Installation
) -> None:
    async with installation.database(size=1) as database:
        for tenant in list(TENANTS) * 3:
            with suppress(Exception):
                async with database.transaction(context(tenant)) as tx:
                    await ending(tx)
            await assert_clean(database)


async def test_a_request_cancelled_anywhere_leaves_nothing_behind(
    installation: Installation, random_source: random.Random
) -> None:
    started = asyncio.Event()

    async def work(database: Database, tenant: TenantId) -> None:
        started.set()
        async with database.transaction(context(tenant)) as tx:
            await tx.run(WRITE)
            await tx.rows(NAMES)
            await tx.run(WAIT)
            raise KeyError("nobody cancelled in time")

    async with installation.database(size=1) as database:
        for _ in range(50):
            started.clear()
            task = asyncio.create_task(work(database, random_source.choice(list(TENANTS))))
            await started.wait()
            await _turns_or_moments(random_source)
            task.cancel()
            with suppress(asyncio.CancelledError, KeyError):
                await task
            await assert_clean(database)


async def _turns_or_moments(source: random.Random) -> None:
    """Some turns of the loop reach the first lines, some milliseconds the last."""
    if source.random() < 0.5:
        for _ in range(source.randrange(20)):
            await asyncio.sleep(0)
    else:
        await asyncio.sleep(source.uniform(0, 0.03))


async def test_a_thousand_checkouts_of_two_tenants_never_meet(installation: Installation) -> None:

    async def ask(database: Database, tenant: TenantId, ending: int) -> None:
        with suppress(KeyError, Unavailable):
            async with database.transaction(context(tenant)) as tx:
                assert [row["name"] for row in await tx.rows(EVERY_NAME)] == [TENANTS[tenant]]
                if ending % 5 == 0:
                    await raise_an_error(tx)

    async with installation.database(size=1) as database:
        tenants = list(TENANTS)
        for batch in range(20):
            async with asyncio.TaskGroup() as requests:
                for number in range(50):
                    requests.create_task(ask(database, tenants[(batch + number) % 2], number))
        await assert_clean(database)


@pytest.mark.parametrize("word", [b"SET LOCAL", b"tenants.branches", b"COMMIT", b"ROLLBACK"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
async def test_a_line_cut_at_a_word_breaks_one_request_and_leaves_nothing_behind(
    word: bytes, before: bool, installation: Installation
) -> None:
    async with (
        fault_proxy(installation.server) as proxy,
        opened(installation, proxy.through(installation.settings.database_url)) as database,
    ):
        await assert_clean(database)
        proxy.cut_at(word, before=before)
        with pytest.raises((Unavailable, KeyError)) as caught:
            await _one_request(database, is_kept=word != b"ROLLBACK")
        assert proxy.cuts == 1
        assert isinstance(caught.value, CommitUnknown) is (word == b"COMMIT")
        await assert_clean(database)


async def _one_request(database: Database, *, is_kept: bool) -> None:
    async with database.transaction(context(next(iter(TENANTS)))) as tx:
        # Said anew each time, so that its text goes over the line.
        await tx.rows(said(f"/* {new_id()} */ {EVERY_NAME.text}"))
        if not is_kept:
            raise KeyError("so that it rolls back")


class opened:  # noqa: N801 - reads as a verb where it is used
    """A database of one connection, over a line of one's choice."""

    def __init__(self, installation: Installation, dsn: str) -> None:
        self._installation, self._dsn = installation, dsn

    async def __aenter__(self) -> Database:
        keys = open_keys(self._installation.settings)
        self._database = await open_database(self._dsn, keys, size=1)
        return self._database

    async def __aexit__(self, *_: Any) -> None:
        await self._database.close()


async def test_the_check_for_leftovers_sees_a_session_setting(installation: Installation) -> None:
    async with installation.database(size=1) as database:
        tenant: UUID = next(iter(TENANTS))
        async with database.house() as house:
            await house.run(said(f"SET app.tenant_id = '{tenant}'"), {})
        with pytest.raises(AssertionError):
            await assert_clean(database)
