"""A unit of work opens with its first statement: nothing of it is seen before, or left behind."""

from uuid import UUID

import pytest

from regulars.kernel.errors import DomainError
from regulars.kernel.ids import TenantId, new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.failures import Conflict
from regulars.runtime.opening import is_silent, opening_of
from regulars.runtime.sql import Statement
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

TENANT = UUID(int=7 << 90)


def asking(text: str, *names: str) -> Statement:
    return Statement("asked", text, names, "tests")


WHOSE = asking(
    "SELECT current_setting('app.tenant_id', true), current_setting('app.branch', true), $1::int",
    "number",
)
TENANT_AT_HAND = asking("SELECT current_setting('app.tenant_id', true) WHERE $1::int > 0", "number")
BRANCH_AT_HAND = asking("SELECT current_setting('app.branch', true) WHERE $1::int > 0", "number")
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
        seen: list[tuple[object, ...]] = []
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/* a.sql:one */ INSERT INTO a.b (c) VALUES ($1)", True),
        ("/* a.sql:one */ -- why\nUPDATE a.b SET c = $1", False),
        ("UPDATE a.b SET c = $1\n WHERE d = $2\nRETURNING e", False),
        ("/* INSERT */ SELECT journal.record($1)", False),
        ("WITH a AS (DELETE FROM a.b) SELECT 1", False),
    ],
)
def test_only_what_answers_no_row_goes_ahead(text: str, expected: bool) -> None:
    assert is_silent(text) is expected


ADD_BRANCH = asking(
    "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, $3)",
    "tenant_id",
    "id",
    "name",
)
NAMED = asking(
    "SELECT count(*) FROM tenants.branches WHERE tenant_id = $1 AND name = $2", "tenant_id", "name"
)


class UndoneError(Exception):
    """Nothing of the try stays."""


async def test_a_write_that_waited_is_seen_by_the_statement_it_goes_ahead_of(
    shared: Installation, world: World
) -> None:
    async with shared.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                tx.later(ADD_BRANCH, id=new_id(), name="it's; ours")
                assert await tx.value(NAMED, name="it's; ours") == 1
                raise UndoneError

        for _ in range(3):
            with pytest.raises(UndoneError):
                await attempt()


async def test_a_write_that_waited_and_fails_is_refused_by_its_name(
    shared: Installation, world: World
) -> None:
    async with shared.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                assert await tx.value(NAMED, name="twice") == 0
                twice = new_id()
                tx.later(ADD_BRANCH, id=twice, name="twice")
                tx.later(ADD_BRANCH, id=twice, name="twice")
                await tx.value(NAMED, name="twice")

        for _ in range(3):
            with pytest.raises(Conflict):
                await attempt()


async def test_who_is_acted_for_is_narrowed_to_before_anything_is_said(
    shared_database: Database, world: World
) -> None:
    """The opening waits for the first statement: a branch set before it would be set back."""
    worker = Context(world.laundry.tenant.id, actor_kind="system")
    async with rolled_back(shared_database, worker) as tx:
        await tx.act_for(world.laundry.cashier_context)
        branch = await tx.value(BRANCH_AT_HAND, number=1)
        assert branch == str(world.laundry.branches[0].id)
