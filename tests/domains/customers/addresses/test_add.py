"""Adding addresses: the first is the default, a hundred are enough, streets are sealed."""

import pytest

from regulars.domains import customers
from regulars.domains.customers import (
    ADDRESS_CHANGES,
    AddressesTooMany,
    CustomerDeleted,
    CustomerNotFound,
)
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses_of_one import lives, stands
from tests.domains.evidence import announced, asking
from tests.world import World, registered

STORED = asking(
    "SELECT a.city, a.country, a.cell, a.sealed, a.branch_refs = c.branch_refs AS seen_alike"
    " FROM customers.addresses a JOIN customers.customers c"
    "   ON c.tenant_id = a.tenant_id AND c.id = a.customer_id"
    " WHERE a.tenant_id = $1 AND a.id = $2",
    "id",
)


async def test_the_first_address_becomes_the_default_and_the_next_does_not(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    await lives(tx, huda.id, label="Home")
    await lives(tx, huda.id, label="Shop", type="work")
    assert await stands(tx, huda.id) == [("Home", True), ("Shop", False)]


async def test_a_new_address_takes_the_default_over_when_it_says_so(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    first = await lives(tx, huda.id, label="Home")
    second = await lives(tx, huda.id, label="Shop", is_default=True)
    assert await stands(tx, huda.id) == [("Shop", True), ("Home", False)]
    _, renewed = await customers.address_by_id(tx, huda.id, first.id)
    assert (second.version, renewed.version) == (1, 2)


async def test_only_country_city_and_coarse_cell_are_kept_in_clear(tx: Tx, world: World) -> None:
    branch = str(world.laundry.branches[1].id)
    huda = await registered(tx, "guest", branch_id=branch)
    address = await lives(
        tx, huda.id, street="Lane of pomegranates", latitude=24.34, longitude=56.7
    )
    row = await tx.row(STORED, id=address.id)
    assert row is not None
    assert (row["city"], row["country"], row["cell"]) == ("Sohar", "OM", address.cell)
    assert b"pomegranates" not in row["sealed"]
    assert row["seen_alike"]


async def test_adding_announces_itself_with_what_is_personal_sealed(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    address = await lives(tx, huda.id, street="Lane of pomegranates")
    fact = (await announced(tx, huda.id))[-1]
    assert (fact.name, fact.seq, fact.related_id) == ("customers.address_added", 2, address.id)
    assert fact.data == {
        "address": str(address.id),
        "is_default": True,
        "clear": {"type": [None, "home"], "country": [None, "OM"]},
    }
    assert fact.opened(tx, ADDRESS_CHANGES, huda.key) == {
        "street": [None, "Lane of pomegranates"],
        "city": [None, "Sohar"],
    }


async def test_the_customers_version_moves_with_their_addresses(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    await lives(tx, huda.id)
    assert (await customers.customer_by_id(tx, huda.id)).version == huda.version + 1


async def test_the_hundred_and_first_address_is_refused(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    for place in range(100):
        await lives(tx, huda.id, label=str(place))
    with pytest.raises(AddressesTooMany):
        await lives(tx, huda.id)
    _, shown = await customers.customer_with_addresses(tx, huda.id)
    assert len(shown) == 100


async def test_nobody_lives_at_a_customer_who_is_deleted_or_of_another_house(
    tx: Tx, world: World
) -> None:
    huda = await registered(tx, "guest")
    await customers.delete_customer(tx, huda.id)
    with pytest.raises(CustomerDeleted):
        await lives(tx, huda.id)
    with pytest.raises(CustomerNotFound):
        await lives(tx, world.bakery.ana.id)
