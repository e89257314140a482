"""Possible duplicates: noted once, settled by staff, counted, seen by who sees both."""

from dataclasses import replace

import pytest

from regulars.domains import customers
from regulars.domains.customers import Counted, DuplicateNotFound
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import World, registered, rolled_back

NONE, ONE = Counted(0, is_all=True), Counted(1, is_all=True)


async def test_a_pair_is_told_apart_or_marked_and_may_be_looked_at_again(tx: Tx) -> None:
    first = await registered(tx, name="Salma", phone="9234 5678")
    second = await registered(tx, name="Salma H", phone="9234 5678", shared_phone=True)
    await note_possible_duplicates(tx, second.id, [first.id, second.id], "several")
    await note_possible_duplicates(tx, second.id, [first.id], "held")
    await note_possible_duplicates(tx, first.id, [second.id], "passed_on")
    (pair,) = (await customers.list_possible_duplicates(tx, "open", limit=10)).pairs
    assert (pair.customer.id, pair.other.id, pair.why) == (second.id, first.id, "several")
    await customers.settle_possible_duplicate(tx, pair.id, "to_merge")
    await customers.settle_possible_duplicate(tx, pair.id, "to_merge")
    counts = await customers.count_possible_duplicates(tx)
    assert counts == {"open": NONE, "to_merge": ONE, "dismissed": NONE}
    await customers.settle_possible_duplicate(tx, pair.id, "open")
    assert await customers.count_open_duplicates(tx) == ONE
    said = [fact.name for fact in await announced(tx, second.id)]
    assert said[1:] == ["customers.duplicates_noted"] + ["customers.duplicate_settled"] * 2
    with pytest.raises(DuplicateNotFound):
        await customers.settle_possible_duplicate(tx, new_id(), "dismissed")


async def test_pages_follow_one_another(tx: Tx) -> None:
    made = [await registered(tx, "guest") for _ in range(4)]
    await note_possible_duplicates(tx, made[0].id, [one.id for one in made[1:]], "several")
    first = await customers.list_possible_duplicates(tx, "open", limit=2)
    rest = await customers.list_possible_duplicates(tx, "open", limit=2, after=first.next)
    found = [pair.other.id for pair in (*first.pairs, *rest.pairs)]
    assert sorted(found) == sorted(one.id for one in made[1:])
    assert rest.next is None


async def test_a_branch_sees_no_pair_of_which_it_sees_one_half(
    shared_database: Database, world: World
) -> None:
    house = world.laundry
    async with rolled_back(shared_database, house.context) as tx:
        theirs = await registered(tx, name="Salma", phone="9234 5678",
                                  branch_id=str(house.branches[0].id))  # fmt: skip
        other = await registered(tx, name="Huda", phone="9234 5679")
        await note_possible_duplicates(tx, other.id, [theirs.id], "several")
        assert await customers.count_open_duplicates(tx) == ONE
        await tx.act_for(replace(house.cashier_context, origin="live"))
        assert await customers.count_open_duplicates(tx) == NONE
        assert (await customers.list_possible_duplicates(tx, "open", limit=5)).pairs == ()


async def test_who_is_deleted_waits_for_nobody(tx: Tx) -> None:
    first, second = [await registered(tx, "guest") for _ in range(2)]
    await note_possible_duplicates(tx, second.id, [first.id], "several")
    await customers.delete_customer(tx, first.id)
    assert await customers.count_open_duplicates(tx) == NONE


async def test_whoever_sees_few_looks_at_so_many_a_page_and_goes_on(
    shared_database: Database, world: World
) -> None:
    """Four pairs of another branch lie above one of theirs."""
    house = world.laundry
    async with rolled_back(shared_database, house.context) as tx:
        here, elsewhere = ({"branch_id": str(branch.id)} for branch in house.branches)
        mine = [await registered(tx, "guest", **here) for _ in range(2)]
        await note_possible_duplicates(tx, mine[1].id, [mine[0].id], "several")
        others = [await registered(tx, "guest", **elsewhere) for _ in range(5)]
        await note_possible_duplicates(tx, others[0].id, [o.id for o in others[1:]], "several")
        await tx.act_for(replace(house.cashier_context, origin="live"))

        first = await customers.list_possible_duplicates(tx, "open", limit=2, reach=3)
        assert first.pairs == ()
        assert first.next
        rest = await customers.list_possible_duplicates(
            tx, "open", limit=2, reach=3, after=first.next
        )
        assert [pair.other.id for pair in rest.pairs] == [mine[0].id]
        assert rest.next is None
        counted = await customers.count_possible_duplicates(tx, reach=3)
        assert counted["open"] == Counted(0, is_all=False), "there may be some among the others"
        assert await customers.count_open_duplicates(tx) == ONE


async def test_what_is_settled_takes_no_room_from_what_is_open(tx: Tx) -> None:
    made = [await registered(tx, "guest") for _ in range(5)]
    await note_possible_duplicates(tx, made[0].id, [one.id for one in made[1:]], "several")
    page = await customers.list_possible_duplicates(tx, "open", limit=4)
    for pair in page.pairs[:3]:
        await customers.settle_possible_duplicate(tx, pair.id, "dismissed")
    counted = await customers.count_possible_duplicates(tx, reach=3)
    assert counted["open"] == ONE
    assert counted["dismissed"] == Counted(3, is_all=False)
