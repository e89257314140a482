"""Units of work: what a failure means, whenever it comes, and what the next one finds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from regulars.domains.customers import CustomersBlocked
from regulars.kernel.errors import DomainError, Unavailable
from regulars.kernel.ids import CustomerId, new_id
from regulars.runtime import database as database_module
from regulars.runtime.context import Context
from regulars.runtime.conversation import Conversation
from regulars.runtime.database import Database
from regulars.runtime.failures import CommitUnknown, Conflict, PlanOutdated, ReferenceMissing
from regulars.runtime.sql import Statement
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World, rolled_back


def asking(text: str, *names: str) -> Statement:
    return Statement("asked", text, names, "tests")


ONE = asking("SELECT 1")
# Not long: a cancellation that overtakes its statement finds nothing to stop, and waits for it.
WAIT = asking("SELECT pg_sleep(0.5)")
MY_CONNECTION = asking("SELECT pg_backend_pid()")
ADD_BRANCH = asking(
    "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, 'one')", "tenant_id", "id"
)
BRANCHES = asking("SELECT count(*) FROM tenants.branches WHERE tenant_id = $1", "tenant_id")
EVERY_BRANCH = asking("SELECT * FROM tenants.branches")
MOVE = "ALTER TABLE tenants.branches ADD COLUMN colour text"
MOVING = asking("SELECT * FROM public.moving")
# Facts are recorded as before, by a function that answers something else than before.
MOVE_RECORDING = """
DO $$
DECLARE
    recording text := pg_get_functiondef('journal.record'::regproc);
BEGIN
    DROP FUNCTION journal.record;
    EXECUTE replace(recording, 'RETURNS void', 'RETURNS SETOF integer');
END $$"""
# Its customer is looked for at the commit only.
ORPHAN = asking(
    "INSERT INTO customers.identifiers (tenant_id, customer_id, kind, token, token_epoch)"
    " VALUES ($1, $2, 'phone', '\\x00', 1)",
    "tenant_id",
    "id",
)


@pytest.fixture
async def complaints() -> AsyncIterator[list[dict[str, Any]]]:
    """What would have been written to the log by the loop itself."""
    loop, heard = asyncio.get_running_loop(), list[dict[str, Any]]()
    loop.set_exception_handler(lambda _, context: heard.append(context))
    yield heard
    loop.set_exception_handler(None)


@pytest.mark.parametrize(
    ("statement", "meaning"),
    [
        (asking("SELECT 1 / 0"), None),
        (asking("SET LOCAL statement_timeout = 5; SELECT pg_sleep(30)"), Unavailable),
        (asking("INSERT INTO tenants.branches SELECT * FROM tenants.branches"), Conflict),
        (
            asking("UPDATE customers.customers SET branch_id = gen_random_uuid()"),
            ReferenceMissing,
        ),
        (asking("SELECT pg_terminate_backend(pg_backend_pid())"), Unavailable),
        (asking("DELETE FROM customers.customers"), None),
    ],
)
async def test_a_failed_statement_means_what_the_caller_can_act_on(
    shared: Installation,
    world: World,
    statement: Statement,
    meaning: type[DomainError] | None,
) -> None:
    async with shared.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                await tx.run(ADD_BRANCH, id=new_id())
                for part in statement.text.split("; "):
                    await tx.run(asking(part))

        with pytest.raises(Exception) as failed:  # noqa: PT011 - which one is asserted below
            await attempt()
        if meaning is None:
            assert not isinstance(failed.value, DomainError)
        else:
            assert type(failed.value) is meaning
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(BRANCHES) == 2


async def test_what_is_refused_at_the_commit_is_refused_by_its_name(
    shared: Installation, world: World
) -> None:
    async with shared.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                await tx.run(ADD_BRANCH, id=new_id())
                await tx.run(ORPHAN, id=new_id())

        with pytest.raises(ReferenceMissing):
            await attempt()
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(BRANCHES) == 2


@pytest.mark.parametrize("within", ["transaction", "house"])
async def test_a_connection_that_broke_before_the_commit_leaves_it_unknown(
    shared: Installation, world: World, within: str
) -> None:
    async with shared.database(size=1) as database, shared.connection() as superuser:
        stop = "SELECT pg_terminate_backend($1, 5000)"

        async def attempt() -> None:
            if within == "house":
                async with database.house() as session:
                    await superuser.execute(stop, await session.value(MY_CONNECTION, {}))
            else:
                async with database.transaction(world.laundry.context) as tx:
                    await superuser.execute(stop, await tx.value(MY_CONNECTION))

        with pytest.raises(CommitUnknown):
            await attempt()
        assert await database.answers()


async def test_a_failure_that_was_swallowed_is_not_taken_for_a_commit(
    shared: Installation, world: World
) -> None:
    async with shared.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                await tx.run(ADD_BRANCH, id=new_id())
                with suppress(Conflict):
                    await tx.run(asking("INSERT INTO tenants.branches TABLE tenants.branches"))

        with pytest.raises(RuntimeError, match="failed transaction"):
            await attempt()
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(BRANCHES) == 2


@pytest.mark.parametrize("turns", range(12))
async def test_a_request_cancelled_twice_is_cancelled_and_its_connection_clean(
    shared: Installation, world: World, complaints: list[dict[str, Any]], turns: int
) -> None:
    async with shared.database(size=1) as database:
        is_inside = asyncio.Event()

        async def work() -> None:
            async with database.transaction(world.laundry.context) as tx:
                await tx.run(ADD_BRANCH, id=new_id())
                is_inside.set()
                await tx.run(WAIT)

        task = asyncio.create_task(work())
        await is_inside.wait()
        task.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with database.transaction(world.bakery.context) as tx:
            assert await tx.value(BRANCHES) == 2
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(BRANCHES) == 2
    assert complaints == []


@pytest.mark.parametrize("turns", range(12))
@pytest.mark.parametrize("within", ["transaction", "house"])
async def test_a_request_cancelled_while_it_opens_leaves_no_open_transaction(
    shared: Installation, world: World, complaints: list[dict[str, Any]], turns: int, within: str
) -> None:
    async with shared.database(size=1) as database:
        assert await database.answers()

        async def work() -> None:
            if within == "house":
                async with database.house() as session:
                    await session.run(WAIT, {})
            else:
                async with database.transaction(world.laundry.context) as tx:
                    await tx.run(WAIT)

        task = asyncio.create_task(work())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await database.answers()
    assert complaints == []


async def test_a_schema_that_moved_under_a_plan_is_a_matter_of_trying_again(
    installation: Installation, world: World
) -> None:
    async def look(database: Database) -> int:
        async with database.transaction(world.laundry.context) as tx:
            return len(await tx.rows(EVERY_BRANCH))

    async with installation.database(size=1) as database, installation.connection() as superuser:
        await look(database)
        await superuser.execute(MOVE)
        with pytest.raises(PlanOutdated):
            await look(database)
        assert await look(database) == 2


async def test_a_unit_of_work_begins_once_more_when_the_schema_moved_in_the_middle_of_it(
    installation: Installation, world: World
) -> None:
    begun = 0

    async def add_and_look(tx: Tx) -> int:
        nonlocal begun
        begun += 1
        await tx.run(ADD_BRANCH, id=new_id())
        return len(await tx.rows(EVERY_BRANCH))

    async with installation.database(size=2) as database, installation.connection() as superuser:
        assert await database.unit(world.laundry.context, add_and_look) == 3
        await superuser.execute(MOVE)
        assert await database.unit(world.laundry.context, add_and_look) == 4
        assert begun == 3
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(BRANCHES) == 4, "what was rolled back is not there"


async def test_a_schema_that_moves_again_and_again_is_given_up_after_the_second_try(
    installation: Installation, world: World
) -> None:
    begun = 0

    async def look(tx: Tx) -> None:
        nonlocal begun
        begun += 1
        # Planned on this connection, and moved under it before it is asked again.
        await tx.rows(MOVING)
        await tx.run(asking(f"ALTER TABLE public.moving ADD COLUMN c{begun} text"))
        await tx.rows(MOVING)

    async with installation.database("work", size=1) as database:
        async with installation.connection() as superuser:
            role = installation.settings.role("work")
            await superuser.execute("CREATE TABLE public.moving (a text)")
            await superuser.execute(f"ALTER TABLE public.moving OWNER TO {role}")
        with pytest.raises(PlanOutdated):
            await database.unit(world.laundry.context, look)
        assert begun == 2


async def test_what_is_committed_is_not_done_again_because_its_announcement_was_outdated(
    installation: Installation, world: World
) -> None:
    subject, begun = CustomerId(new_id()), 0

    async def add_and_announce(tx: Tx) -> None:
        nonlocal begun
        begun += 1
        await tx.run(ADD_BRANCH, id=new_id())
        tx.emit_afterwards(CustomersBlocked(subject), subject_id=subject, seq=begun)

    context = world.laundry.context
    async with installation.database(size=1) as database, installation.connection() as superuser:
        await database.unit(context, add_and_announce)
        await superuser.execute(MOVE_RECORDING)
        await database.unit(context, add_and_announce)
        assert begun == 2
        async with database.transaction(context) as tx:
            assert await tx.value(BRANCHES) == 4
            assert [fact.seq for fact in await announced(tx, subject)] == [1, 2]


async def test_nothing_else_that_fails_begins_once_more(
    shared_database: Database, world: World
) -> None:
    for fault in (Unavailable, CommitUnknown, Conflict, ValueError):
        begun = 0

        async def fail(tx: Tx, fault: type[Exception] = fault) -> None:
            nonlocal begun
            begun += 1
            raise fault

        with pytest.raises(fault):
            await shared_database.unit(world.laundry.context, fail)
        assert begun == 1, fault


async def test_a_unit_of_work_without_a_tenant_begins_once_more_too(
    installation: Installation,
) -> None:
    async def look(house: Conversation) -> int:
        return len(await house.rows(asking("SELECT * FROM tenants.directory"), {}))

    async with installation.database(size=1) as database, installation.connection() as superuser:
        assert await database.house_unit(look) == 2
        await superuser.execute("ALTER TABLE tenants.directory ADD COLUMN colour text")
        assert await database.house_unit(look) == 2


async def test_when_every_connection_is_busy_the_next_is_told_to_try_again(
    shared: Installation, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "ACQUIRE_SECONDS", 0.01)
    async with (
        shared.database(size=1) as database,
        rolled_back(database, world.laundry.context),
    ):
        with pytest.raises(Unavailable):
            async with database.transaction(world.laundry.context):
                raise AssertionError("nobody may come in here")
        assert not await database.answers()
        assert await database.is_alive()


async def test_a_unit_of_work_without_a_tenant_sees_nobodys_rows(
    shared_database: Database, world: World
) -> None:
    async with shared_database.house() as session:
        for table in ("customers.customers", "tenants.branches", "identity.staff"):
            assert await session.value(asking(f"SELECT count(*) FROM {table}"), {}) == 0
        assert await session.value(asking("SELECT count(*) FROM tenants.directory"), {}) == 2


async def test_a_statement_that_lacks_a_value_names_it_before_it_is_sent(tx: Tx) -> None:
    with pytest.raises(TypeError, match=r"tests:asked wants id"):
        await tx.run(ADD_BRANCH)
    assert await tx.value(ONE) == 1


async def test_who_kept_a_unit_of_work_does_not_speak_in_the_next_ones(
    shared: Installation, world: World
) -> None:
    """Its connection is another's by then, maybe another tenant's."""
    async with shared.database(size=1) as database:
        async with database.transaction(world.laundry.context) as kept:
            kept.later(ONE)
        async with database.house() as session:
            assert await session.value(ONE, {}) == 1
        async with database.transaction(world.bakery.context):
            for ask in (kept.value, kept.run, kept.rows, kept.row):
                with pytest.raises(RuntimeError, match="is over"):
                    await ask(ONE)
            kept.later(ONE)
            with pytest.raises(RuntimeError, match="is over"):
                await kept.flush()
            with pytest.raises(RuntimeError, match="is over"):
                await session.value(ONE, {})


async def test_reading_alone_need_not_wait_for_the_disk(
    shared_database: Database, world: World
) -> None:
    set_by = asking("SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'")
    for reading in (True, False):
        context = Context(world.laundry.tenant.id, "system", reading=reading)
        async with rolled_back(shared_database, context) as tx:
            row = await tx.row(set_by)
            assert row is not None
            assert ((row["setting"], row["source"]) == ("off", "session")) == reading
