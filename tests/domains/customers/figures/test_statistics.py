"""What the figures say: of the tenant's own days, of a branch, and as of when."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from regulars.domains import customers, tenants
from regulars.domains.customers import Conversion, Grain, Statistics
from regulars.domains.customers.figures.counting import count_anew
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, phone_proven, registered, rolled_back

# A Wednesday; in Muscat, where weeks begin on Saturday, it is the 4th until eight in the evening.
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
IDS = asking("SELECT id FROM customers.customers WHERE tenant_id = $1")
FORGET_ANA = asking("UPDATE customers.customers SET merged_into = id WHERE tenant_id = $1")
RELAYED = asking("DELETE FROM journal.pending WHERE tenant_id = $1")
FULL = {"name": "Huda", "phone": "9123 4567", "email": "huda@example.com"}


@pytest.fixture
async def tx(shared: Installation, world: World) -> AsyncIterator[Tx]:
    """Nobody is there: Ana would stand in the figures with the day of the test's run."""
    async with (
        shared.database("work") as database,
        rolled_back(database, world.laundry.context) as opened,
    ):
        await opened.run(FORGET_ANA)
        await opened.run(RELAYED)
        yield opened


async def came(tx: Tx, ago: timedelta, stage: Any = "guest", **given: Any) -> Any:
    draft = customers.read_draft(stage, given, country="OM", shared_phone=True)
    moment = NOW - ago
    (made,) = await customers.register_many(tx, [replace(draft, created_at=moment)])
    return made


async def rose(tx: Tx, who: Any, ago: timedelta, stage: Any) -> None:
    await tx.flush()
    tx.context = replace(tx.context, as_of=NOW - ago)
    if stage == "full":
        given = FULL | {"phone": str(9600_0000 + who.number)}
        await customers.change_customer(tx, who.id, given, country="OM", sees_phones=True)
        assert (await phone_proven(tx, who.id)).stage == "full"
    else:
        await customers.upgrade_customer(tx, who.id, stage, FULL, country="OM", shared_phone=True)
    await tx.flush()


async def read(tx: Tx, *, days: int = 30, grain: Grain = "day") -> Statistics:
    await tx.flush()
    await count_anew(tx, [row["id"] for row in await tx.rows(IDS)])
    settings = await tenants.read_settings(tx)
    return await customers.read_statistics(tx, settings, days=days, grain=grain, now=NOW)


async def test_who_is_there_is_told_by_stage_kind_state_language_and_branch(
    tx: Tx, world: World
) -> None:
    branch = world.laundry.branches[0].id
    await came(tx, timedelta(), language="ar", branch_id=str(branch))
    blocked = await came(tx, timedelta(), "stub", **FULL | {"kind": "company"})
    await customers.block_customer(tx, blocked.id, reason="owes us")
    gone = await came(tx, timedelta(), language="en")
    await customers.delete_customer(tx, gone.id)
    standing = (await read(tx)).standing
    assert standing.total == 2
    assert standing.stages == {"guest": 1, "stub": 1, "full": 0}
    assert standing.kinds == {"person": 1, "company": 1}
    assert standing.states == {"active": 1, "blocked": 1, "deleted": 1}
    assert standing.languages == {"ar": 1, None: 1}
    assert standing.branches == {branch: 1, None: 1}


async def test_growth_is_cut_at_the_tenants_midnight(tx: Tx) -> None:
    """Eight in the evening by UTC is midnight in Muscat."""
    midnight = timedelta(hours=14)  # before NOW
    await came(tx, midnight)
    await came(tx, midnight + timedelta(minutes=1))
    growth = (await read(tx, days=2)).growth
    assert [(each.span.first, each.total) for each in growth] == [
        (date(2026, 3, 3), 1),
        (date(2026, 3, 4), 1),
    ]


async def test_growth_by_week_begins_on_the_countrys_first_day(tx: Tx) -> None:
    await came(tx, timedelta(days=5))  # Friday, the last day of a week there
    await came(tx, timedelta(days=4))
    await came(tx, timedelta(days=0), "stub", **FULL)
    found = await read(tx, days=10, grain="week")
    assert [(each.span.first.day, each.span.last.day, each.total) for each in found.growth] == [
        (23, 27, 1),
        (28, 4, 2),
    ]
    assert found.week.stages == {"guest": 1, "stub": 1, "full": 0}


async def test_a_span_is_compared_with_the_same_days_of_the_week_before_it(tx: Tx) -> None:
    for days in (0, 7, 14, 15, 16, 30):
        await came(tx, timedelta(days=days))
    found = await read(tx, days=10)
    assert (found.arrivals.span.last - found.earlier.span.last).days == 14
    assert (found.arrivals.total, found.earlier.total) == (2, 3)


async def test_this_week_is_compared_with_the_same_days_of_last_week(tx: Tx) -> None:
    for days in (0, 4, 6, 7, 11, 12):  # Wednesday and Saturday, Thursday, and the same before
        await came(tx, timedelta(days=days))
    found = await read(tx)
    assert (found.week.total, found.week_before.total) == (2, 2)


async def test_conversion_tells_upgrades_of_the_span_and_what_became_of_who_entered_in_it(
    tx: Tx,
) -> None:
    old = await came(tx, timedelta(days=50))
    new = [await came(tx, timedelta(days=20)) for _ in range(3)]
    stub = await came(tx, timedelta(days=9), "stub", **FULL | {"email": None})
    await rose(tx, old, timedelta(days=10), "stub")  # 40 days
    await rose(tx, new[0], timedelta(days=18), "stub")  # 2 days
    await rose(tx, new[0], timedelta(days=12), "full")  # 6 days; from guest 8
    await rose(tx, new[1], timedelta(days=16), "full")  # from guest 4
    await rose(tx, stub, timedelta(days=1), "full")  # 8 days
    found = (await read(tx, days=30)).conversions
    assert found["guest_to_stub"] == Conversion(2, 21, entered=3, reached=1)
    assert found["stub_to_full"] == Conversion(2, 7, entered=3, reached=2)
    assert found["guest_to_full"] == Conversion(2, 6, entered=3, reached=2)
    assert found["guest_to_full"].rate == 0.6667
    assert Conversion().rate is None


async def test_what_came_in_adds_up_to_how_many_there_are(tx: Tx) -> None:
    made = [await came(tx, timedelta(days=days * 30)) for days in range(12)]
    await customers.delete_customer(tx, made[3].id)
    found = await read(tx, days=365, grain="month")
    assert found.standing.total == found.arrivals.total == 11
    assert sum(each.total for each in found.growth) == 11


async def test_an_empty_shop_has_figures_of_nothing(tx: Tx) -> None:
    found = await read(tx, days=3)
    assert (found.standing.total, found.standing.branches) == (0, {})
    assert [each.total for each in found.growth] == [0, 0, 0]
    assert set(found.conversions.values()) == {Conversion()}


@pytest.mark.parametrize("days", [0, 366, -1])
async def test_more_days_than_a_year_are_not_read(tx: Tx, days: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 365"):
        await read(tx, days=days)


async def test_the_figures_are_as_old_as_the_oldest_fact_not_handed_on(tx: Tx) -> None:
    settings = await tenants.read_settings(tx)
    later = datetime.now(UTC) + timedelta(hours=1)

    async def as_of() -> datetime:
        found = await customers.read_statistics(tx, settings, days=1, grain="day", now=later)
        return found.as_of

    assert await as_of() == later
    await registered(tx, "guest")
    await tx.flush()
    assert await as_of() < datetime.now(UTC)
    await tx.run(RELAYED)
    assert await as_of() == later


async def test_branch_staff_read_the_figures_of_their_branch(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("work") as database:
        async with database.transaction(house.context) as tx:
            for place in range(3):
                await registered(tx, "guest", branch_id=str(house.branches[place % 2].id))
            await registered(tx, "guest")
        async with database.transaction(house.context) as tx:
            await count_anew(tx, [row["id"] for row in await tx.rows(IDS)])
    async with installation.database("app") as database:
        mine = await read_as(database, house.cashier_context)
        everything = await read_as(database, house.context)
        elsewhere = await read_as(database, world.bakery.context)
    assert mine.standing.branches == {house.branches[0].id: 2}
    assert (mine.standing.total, mine.arrivals.total, mine.week.total) == (2, 2, 2)
    assert (everything.standing.total, everything.arrivals.total) == (5, 5)
    assert (elsewhere.standing.total, elsewhere.arrivals.total) == (0, 0)


async def read_as(database: Database, context: Context) -> Statistics:
    async with database.transaction(replace(context, reading=True)) as tx:
        settings = await tenants.read_settings(tx)
        return await customers.read_statistics(
            tx, settings, days=7, grain="day", now=datetime.now(UTC)
        )
