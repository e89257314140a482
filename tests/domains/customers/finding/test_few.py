"""Everybody is listed under the one standing that they are shown with, and counted as listed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import pytest

from regulars.domains import customers
from regulars.domains.customers import SORTS, Counted, Customer, Filter, ListedState, Place, Sort
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered

STANDINGS: tuple[ListedState, ...] = get_args(ListedState)
# Of those that `one_of_each` makes.
GUESTS: dict[ListedState, int] = {"active": 2, "suspended": 2, "temporary": 2}
SOON = timedelta(days=3)
LAPSE = asking(
    "UPDATE customers.customers SET suspended_until = now() - interval '1 hour'"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
)
SIGNED_IN = asking(
    "UPDATE customers.customers SET last_login_at = now() WHERE tenant_id = $1 AND id = $2", "id"
)


async def suspended(tx: Tx, customer_id: UUID) -> None:
    until = datetime.now(UTC) + SOON
    await customers.suspend_customer(tx, customer_id, reason="Owes us", until=until)


async def one_of_each(tx: Tx, **given: Any) -> dict[UUID, ListedState]:
    """Two of whatever can be, in the order in which nobody lists them."""
    found: dict[UUID, ListedState] = {}
    for turn in range(2):

        async def made(standing: ListedState, stage: Any = "stub", turn: int = turn) -> UUID:
            phone = None if stage == "guest" else f"9234{len(found):02d}0{turn}"
            known = {"name": "Walk-in", "phone": phone, "shared_phone": True} | given
            customer = await registered(tx, stage, **known)
            found[customer.id] = standing
            return customer.id

        await suspended(tx, await made("suspended"))
        await made("temporary", "guest")
        await customers.block_customer(tx, await made("blocked"), reason="Owes us")
        await made("active")
        await tx.run(SIGNED_IN, id=await made("active", "guest"))
        lapsed = await made("active")
        await suspended(tx, lapsed)
        await tx.run(LAPSE, id=lapsed)
        worse = await made("blocked")
        await suspended(tx, worse)
        await customers.block_customer(tx, worse, reason="Owes us more")
        gone = await made("deleted")
        await suspended(tx, gone)
        await customers.delete_customer(tx, gone)
        held_guest = await made("suspended", "guest")
        await suspended(tx, held_guest)
    return found


async def walked(tx: Tx, wanted: Filter, sort: Sort, *, limit: int = 2) -> list[Customer]:
    seen: list[Customer] = []
    after: Place | None = None
    while True:
        page = await customers.list_customers(
            tx, wanted, limit=limit, country="OM", sort=sort, after=after
        )
        seen += page.customers
        if page.next is None:
            return seen
        after = page.next


def in_order(found: Sequence[Customer], sort: Sort) -> list[Customer]:
    ordered = sorted(
        found, key=lambda c: (c.number if sort.endswith("number") else c.created_at, c.id)
    )
    return ordered[::-1] if sort.startswith("-") else ordered


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["", "walk-in"])
async def test_each_is_listed_where_they_are_shown_to_stand(tx: Tx, sort: Sort, q: str) -> None:
    theirs = await one_of_each(tx)
    seen: list[UUID] = []
    for standing in STANDINGS:
        found = await walked(tx, Filter(q, state=standing), sort)
        assert found == in_order(found, sort)
        mine = {customer.id for customer in found} & theirs.keys()
        assert mine == {each for each, stands in theirs.items() if stands == standing}, standing
        if standing != "deleted":
            assert {customer.account_status for customer in found} == {standing}
        seen += [customer.id for customer in found]
    everybody = await walked(tx, Filter(q), sort)
    assert len(seen) == len(set(seen))
    gone = {each for each, stands in theirs.items() if stands == "deleted"}
    assert {customer.id for customer in everybody} == set(seen) - gone


@pytest.mark.parametrize("standing", STANDINGS)
async def test_stage_language_and_tag_narrow_each(tx: Tx, standing: ListedState) -> None:
    theirs = await one_of_each(tx, language="ar", tags=["odd"])
    await one_of_each(tx, tags=["even"])
    wanted = {each for each, stands in theirs.items() if stands == standing}
    narrowed = Filter(state=standing, language="ar", tag="odd")
    assert {each.id for each in await walked(tx, narrowed, "-created_at")} == wanted
    guests = await walked(tx, Filter(state=standing, language="ar", stage="guest"), "number")
    assert {each.id for each in guests} <= wanted
    assert [each.stage for each in guests] == ["guest"] * GUESTS.get(standing, 0)


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("sort", SORTS)
async def test_contacts_of_a_company_are_listed_by_standing(
    tx: Tx, standing: ListedState, sort: Sort
) -> None:
    company = await registered(tx, "guest", name="Laundry of the port", kind="company")
    theirs = await one_of_each(tx, company_id=str(company.id))
    found = await walked(tx, Filter(state=standing, company_id=company.id), sort)
    wanted = {each for each, stands in theirs.items() if stands == standing}
    assert {customer.id for customer in found} == wanted


@pytest.mark.parametrize("standing", [None, *STANDINGS])
@pytest.mark.parametrize("stage", [None, "guest", "stub"])
async def test_as_many_are_counted_as_are_listed(
    tx: Tx, standing: ListedState | None, stage: Any
) -> None:
    await one_of_each(tx)
    wanted = Filter(state=standing, stage=stage)
    listed = await walked(tx, wanted, "-created_at")
    counted = await customers.count_customers(tx, wanted, most=100)
    assert counted == Counted(len(listed), is_all=True)
    for most in (1, 3):
        some = await customers.count_customers(tx, wanted, most=most)
        assert some.many <= most
        assert some == counted or not some.is_all, "who looked at too few says so"


async def test_a_count_looks_at_so_many_and_no_more(tx: Tx) -> None:
    """However rare they are whom it counts, and however many lie before them."""
    await one_of_each(tx)
    everybody = (await customers.count_customers(tx, Filter(), most=100)).many
    for wanted in (Filter(stage="full"), Filter(state="temporary"), Filter(state="unblocked")):
        counted = await customers.count_customers(tx, wanted, most=everybody)
        assert not counted.is_all
    gone = await customers.count_customers(tx, Filter(state="deleted", stage="full"), most=2)
    assert gone == Counted(0, is_all=False)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("standing", ["blocked", "suspended", "deleted"])
async def test_a_rare_tag_among_the_few_is_looked_for_only_so_far(
    tx: Tx, sort: Sort, standing: ListedState
) -> None:
    """After a mass deletion a page must not read all who are gone; the next one goes on there."""
    theirs = await one_of_each(tx, tags=["odd"])
    await one_of_each(tx, tags=["even"])
    meant = {each for each, stands in theirs.items() if stands == standing}
    for narrowed in (Filter(state=standing, tag="odd"), Filter(state=standing, tag="none")):
        seen: list[Customer] = []
        pages, after = 0, None
        while pages == 0 or after is not None:
            page = await customers.list_customers(
                tx, narrowed, limit=5, country="OM", sort=sort, after=after, reach=1
            )
            seen += page.customers
            after, pages = page.next, pages + 1
            assert len(page.customers) <= 1
        assert pages > len(meant), "one is looked at for each page"
        assert {each.id for each in seen} == (meant if narrowed.tag == "odd" else set())
        assert seen == in_order(seen, sort)


@pytest.mark.parametrize("q", ["", "walk-in"])
async def test_the_unblocked_are_all_but_the_blocked_and_the_deleted(tx: Tx, q: str) -> None:
    theirs = await one_of_each(tx)
    found = {each.id for each in await walked(tx, Filter(q, state="unblocked"), "number")}
    apart = {each for each, stands in theirs.items() if stands not in ("blocked", "deleted")}
    assert found & theirs.keys() == apart


async def test_a_branch_lists_the_few_of_its_own(installation: Installation, world: World) -> None:
    first, second = world.laundry.branches
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            mine = await registered(tx, name="Mine", phone="91234501", branch_id=str(first.id))
            other = await registered(tx, name="Other", phone="91234502", branch_id=str(second.id))
            for each in (mine, other):
                await suspended(tx, each.id)
        async with database.transaction(world.laundry.cashier_context) as tx:
            wanted = Filter(state="suspended")
            assert [each.id for each in await walked(tx, wanted, "number")] == [mine.id]
            assert [
                each.id for each in await walked(tx, Filter("mine", state="suspended"), "number")
            ]
            assert await walked(tx, Filter("other", state="suspended"), "number") == []
            assert await customers.count_customers(tx, wanted, most=10) == Counted(1, is_all=True)
