"""A recount finds what differs, says it and puts it right; where all is well, it finds nothing."""

from collections.abc import AsyncIterator

import pytest

from regulars.domains import customers
from regulars.domains.customers.figures.counted import Cell, Step
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.architecture.tidiness import HOUSE
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

MIGRATIONS = HOUSE / "migrations"
BACKFILL = (MIGRATIONS / "202611201201_customers_statistics_backfill.sql").read_text("utf-8")
LOSE = asking("UPDATE customers.tallies SET many = many + 2 WHERE tenant_id = $1")
COUNTED = asking("SELECT count(*) FROM customers.counted WHERE tenant_id = $1")
ODD = asking(
    "INSERT INTO customers.daily (tenant_id, day, branch, step, since, branch_refs, many)"
    " VALUES ($1, '2026-03-04', '', 'stub', '2026-03-04', '{}', 7)"
)


@pytest.fixture(scope="module")
async def working(shared: Installation) -> AsyncIterator[Database]:
    async with shared.database("work") as database:
        yield database


@pytest.fixture
async def tx(working: Database, world: World) -> AsyncIterator[Tx]:
    async with rolled_back(working, world.laundry.context) as opened:
        yield opened


async def walk(tx: Tx, *, most: int = 2, mend: bool = True) -> tuple[int, int]:
    many, corrected, after = 0, 0, customers.FIRST
    while True:
        walked = await customers.recount_some(tx, after=after, most=most, mend=mend)
        many, corrected = many + walked.many, corrected + walked.corrected
        if walked.next is None:
            return many, corrected
        after = walked.next


async def test_everybody_is_walked_and_counted_once(tx: Tx) -> None:
    for _ in range(4):
        await registered(tx, "guest")
    await tx.flush()
    assert await walk(tx) == (5, 5)
    assert await walk(tx) == (5, 0)
    assert await customers.recount_figures(tx, mend=True) == []
    assert (await customers.read_tallies(tx)).guest == 4


async def test_a_check_counts_what_is_wrong_and_changes_nothing(tx: Tx) -> None:
    await registered(tx, "guest")
    await tx.flush()
    assert await walk(tx, mend=False) == (2, 2)
    assert await walk(tx, mend=False) == (2, 2)
    assert (await customers.read_tallies(tx)).total == 0


async def test_a_check_waits_for_nobody_who_counts_and_leaves_no_row_behind(
    working: Database, world: World
) -> None:
    context = world.laundry.context
    async with rolled_back(working, context) as counting:
        assert await walk(counting) == (1, 1)
        async with rolled_back(working, context) as checking:
            assert await walk(checking, mend=False) == (1, 1)
            assert await checking.value(COUNTED) == 0
        assert await walk(counting, mend=False) == (1, 0)


async def test_figures_that_do_not_add_up_are_said_and_put_right(tx: Tx) -> None:
    await walk(tx)
    await tx.run(LOSE)
    await tx.run(ODD)
    found = await customers.recount_figures(tx, mend=False)
    assert {type(each.figure) for each in found} == {Cell, Step}
    assert [str(each) for each in found if isinstance(each.figure, Step)] == [
        "daily day=2026-03-04 step=stub since=2026-03-04: had 7, should be 0"
    ]
    assert await customers.recount_figures(tx, mend=True) == found
    assert await customers.recount_figures(tx, mend=True) == []
    assert (await customers.read_tallies(tx)).total == 1


async def test_who_was_there_before_the_figures_is_counted_by_the_migration(
    installation: Installation, world: World
) -> None:
    """As the owner runs it, on an installation where nothing was ever counted."""
    context: Context = world.laundry.context
    async with installation.database("work") as database:
        async with database.transaction(context) as tx:
            guest = await registered(tx, "guest", language="ar")
            gone = await registered(tx, "guest")
            await registered(tx, "stub", name="Huda", phone="9123 4567")
        async with database.transaction(context) as tx:
            await customers.upgrade_customer(
                tx,
                guest.id,
                "stub",
                {"name": "Sara", "phone": "9123 9999"},
                country="OM",
                sees_phones=True,
            )
            await customers.delete_customer(tx, gone.id)
        await run_as_owner(installation, BACKFILL)
        for house in (world.laundry, world.bakery):
            async with database.transaction(house.context) as tx:
                many, corrected = await walk(tx, mend=False)
                assert (many > 0, corrected) == (True, 0)
                assert await customers.recount_figures(tx, mend=False) == []
        async with database.transaction(context) as tx:
            assert await customers.read_tallies(tx) == customers.Tallies(0, 3, 0)


async def run_as_owner(installation: Installation, statements: str) -> None:
    async with installation.connection() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {installation.settings.role('owner')}")
        await connection.execute(statements)
