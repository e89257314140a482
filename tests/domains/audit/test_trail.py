"""The journal as a trail: each filter, both ways, never beyond its reach or its tenant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from regulars.domains import audit, customers
from regulars.domains.audit import FactPlace, Trail, Wanted
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from tests.world import World, registered


@pytest.fixture
async def guests(tx: Tx) -> list[UUID]:
    """Seven guests, one after the other."""
    made: list[UUID] = []
    for _ in range(7):
        made.append((await registered(tx, "guest")).id)
        await tx.flush()
    return made


async def subjects(tx: Tx, wanted: Wanted, **given: object) -> list[UUID]:
    trail = await audit.walk_facts(tx, wanted, limit=50, **given)  # type: ignore[arg-type]
    return [fact.subject_id for fact in trail.facts]


async def test_each_filter_narrows_to_what_it_names(
    tx: Tx, world: World, guests: list[UUID]
) -> None:
    await customers.block_customer(tx, guests[0], reason="Owes us")
    await tx.flush()
    owner = world.laundry.owner.id
    assert await subjects(tx, Wanted(kind="customers.blocked")) == [guests[0]]
    assert await subjects(tx, Wanted(subject_id=guests[0])) == [guests[0]] * 2
    both = Wanted(subject_id=guests[0], kind="customers.registered")
    assert await subjects(tx, both) == [guests[0]]
    assert set(guests) <= set(await subjects(tx, Wanted(actor_id=owner)))
    assert await subjects(tx, Wanted(actor_id=new_id())) == []
    assert await subjects(tx, Wanted(actor_id=owner, kind="customers.blocked")) == [guests[0]]
    assert guests[0] not in await subjects(tx, Wanted(origin="import"))
    assert await subjects(tx, Wanted(branch_id=world.laundry.branches[1].id)) == []


async def test_a_span_ends_before_its_end_and_begins_with_its_beginning(
    tx: Tx, guests: list[UUID]
) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    ago = soon - timedelta(days=1)
    for wanted in (Wanted(), Wanted(kind="customers.registered"), Wanted(subject_id=guests[3])):
        assert guests[3] in await subjects(tx, replace(wanted, since=ago, until=soon))
        assert guests[3] not in await subjects(tx, replace(wanted, since=soon))
        assert guests[3] not in await subjects(tx, replace(wanted, until=ago))
    long_ago = datetime(1, 1, 1, tzinfo=UTC)
    far = datetime(9999, 12, 31, tzinfo=UTC)
    assert guests[3] in await subjects(tx, Wanted(since=long_ago, until=far))


async def test_a_span_may_end_where_no_calendar_does(tx: Tx, guests: list[UUID]) -> None:
    """The first and the last day of all lie outside of the calendar in some time zones."""
    west, east = timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))
    latest, earliest = datetime.max.replace(tzinfo=west), datetime.min.replace(tzinfo=east)
    for wanted in (Wanted(), Wanted(subject_id=guests[3])):
        assert guests[3] in await subjects(tx, replace(wanted, since=earliest, until=latest))
        assert await subjects(tx, replace(wanted, since=latest)) == []
        assert await subjects(tx, replace(wanted, until=earliest)) == []


@pytest.mark.parametrize("reach", [4, 1_000])
async def test_a_trail_is_walked_there_and_back_without_gap_or_repeat(
    tx: Tx, guests: list[UUID], reach: int
) -> None:
    for wanted in (Wanted(), Wanted(kind="customers.registered"), Wanted(actor_kind="staff")):
        there: list[UUID] = []
        page = await audit.walk_facts(tx, wanted, limit=3, reach=reach)
        turns = 0
        while page.older and turns < 50:
            there += [fact.id for fact in page.facts]
            page = await next_page(tx, wanted, page, reach)
            turns += 1
        there += [fact.id for fact in page.facts]
        assert there == sorted(set(there), reverse=True)
        back: list[UUID] = [fact.id for fact in page.facts]
        while page.newer and turns:
            page = await audit.walk_facts(
                tx, wanted, limit=3, place=page.newer, direction="newer", reach=reach
            )
            back = [fact.id for fact in page.facts] + back
            turns -= 1
        assert back == there


async def next_page(tx: Tx, wanted: Wanted, page: Trail, reach: int) -> Trail:
    return await audit.walk_facts(tx, wanted, limit=3, place=page.older, reach=reach)


async def test_a_walk_that_reached_its_end_says_where_to_go_on(tx: Tx, guests: list[UUID]) -> None:
    await customers.block_customer(tx, guests[0], reason="Owes us")
    await tx.flush()
    for turn in range(5):
        await customers.change_customer(tx, guests[1], {"name": f"N{turn}"}, country="OM")
        await tx.flush()
    wanted = Wanted(actor_kind="staff", kind="customers.blocked", origin="live")
    by_actor = replace(wanted, actor_id=tx.context.actor_id)
    for each in (wanted, by_actor):
        seen: list[UUID] = []
        place: FactPlace | None = None
        for _ in range(50):
            page = await audit.walk_facts(tx, each, limit=5, place=place, reach=3)
            seen += [fact.subject_id for fact in page.facts]
            place = page.older
            if place is None:
                break
        assert seen == [guests[0]]


async def test_another_tenants_facts_are_in_no_trail(tx: Tx, world: World) -> None:
    theirs = world.bakery
    for wanted in (
        Wanted(subject_id=theirs.ana.id),
        Wanted(actor_id=theirs.owner.id),
        Wanted(branch_id=theirs.branches[0].id),
    ):
        assert await subjects(tx, wanted) == []
    everything = await audit.walk_facts(tx, Wanted(), limit=200)
    assert theirs.ana.id not in {fact.subject_id for fact in everything.facts}
