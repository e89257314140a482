"""A unit of work opens with its first statement: nothing of it is seen before, or left behind."""

from uuid import UUID

import pytest

from regulars.kernel.errors import DomainError
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.opening import opening_of
from regulars.runtime.sql import Statement
from tests.instruments.installation import Installation
from tests.world import World

TENANT = UUID(int=7 << 90)


def asking(text: str, *names: str) -> Statement:
    return Statement("asked", text, names, "tests")


WHOSE = asking(
    "SELECT current_setting('app.tenant_id', true), current_setting('app.branch', true), $1::int",
    "number",
)
TENANT_AT_HAND = asking("SELECT current_setting('app.tenant_id', true) WHERE $1::int > 0", "number")
DIVIDED = asking("SELECT 1 / $1::int", "number")


def test_the_same_is_said_as_text_and_as_messages() -> None:
    context = Context(TenantId(TENANT), actor_kind="system", reading=True)
    opening = opening_of(context)
    for command in opening.text.split("; "):
        assert command.encode() + b"\0" in opening.ahead
    assert f"app.tenant_id = '{TENANT}'" in opening.text
    assert b"S\0\0\0\4" not in opening.ahead, "its Sync is that of the statement behind it"


async def test_a_statement_finds_the_same_whether_it_is_prepared_or_not(
    shared: Installation, world: World
) -> None:
    context = world.laundry.context
    async with shared.database(size=1) as database:
        seen = []
        for _ in range(3):
            async with database.transaction(context) as tx:
                row = await tx.row(WHOSE, number=5)
                assert row is not None
                seen.append(tuple(row))  # type: ignore[arg-type]
                assert await tx.value(TENANT_AT_HAND, number=1) == str(context.tenant_id)
        assert seen == [(str(context.tenant_id), "all", 5)] * 3


@pytest.mark.parametrize("number", [0, 2**40, "five"], ids=["server", "driver", "kind"])
async def test_a_first_statement_that_fails_leaves_nothing_of_its_tenant(
    shared: Installation, world: World, number: object
) -> None:
    """By the server, or by the driver after the opening was written and nothing behind it."""
    async with shared.database(size=1) as database:
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(DIVIDED, number=1) == 1
        for _ in range(3):
            with pytest.raises(Exception) as failed:  # noqa: PT011 - the driver has several
                async with database.transaction(world.laundry.context) as tx:
                    await tx.value(DIVIDED, number=number)
            assert not isinstance(failed.value, DomainError)
            async with database.house() as session:
                assert not await session.value(TENANT_AT_HAND, {"number": 1})


async def test_a_unit_of_work_without_a_statement_asks_nothing(
    shared: Installation, world: World
) -> None:
    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'silent' AND state = $1"
    )
    async with shared.database(size=1) as database, shared.connection() as superuser:
        async with database.house() as session:
            await session.run(asking("SET application_name = 'silent'"), {})
        async with database.transaction(world.laundry.context) as tx:
            assert await superuser.fetchval(waiting, "idle") == 1
            await tx.value(TENANT_AT_HAND, number=1)
            assert await superuser.fetchval(waiting, "idle in transaction") == 1
        assert await superuser.fetchval(waiting, "idle") == 1
