"""Possible duplicates: noted once, settled by staff, counted, seen by who sees both."""

from dataclasses import replace

import pytest

from regulars.domains import customers
from regulars.domains.customers import DuplicateNotFound
from regulars.domains.customers.possible_duplicates import note_possible_duplicates
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import World, registered, rolled_back


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
    assert await customers.count_possible_duplicates(tx) == {
        "open": 0,
        "to_merge": 1,
        "dismissed": 0,
    }
    await customers.settle_possible_duplicate(tx, pair.id, "open")
    assert await customers.count_open_duplicates(tx) == 1
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
        assert await customers.count_open_duplicates(tx) == 1
        await tx.act_for(replace(house.cashier_context, origin="live"))
        assert await customers.count_open_duplicates(tx) == 0
        assert (await customers.list_possible_duplicates(tx, "open", limit=5)).pairs == ()


async def test_who_is_deleted_waits_for_nobody(tx: Tx) -> None:
    first, second = [await registered(tx, "guest") for _ in range(2)]
    await note_possible_duplicates(tx, second.id, [first.id], "several")
    await customers.delete_customer(tx, first.id)
    assert await customers.count_open_duplicates(tx) == 0
