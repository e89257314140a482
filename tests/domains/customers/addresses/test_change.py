"""Changing addresses: old and new are told, the default is handed over and never given up."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from regulars.domains import customers
from regulars.domains.customers import (
    ADDRESS_CHANGES,
    AddressDeleted,
    AddressNotFound,
    DefaultRequired,
)
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses_of_one import changed, gone, lives, stands
from tests.domains.evidence import announced, asking
from tests.world import World, registered

SEEN_ALIKE = asking(
    "SELECT bool_and(a.branch_refs = c.branch_refs) FROM customers.addresses a"
    " JOIN customers.customers c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id"
    " WHERE a.tenant_id = $1 AND a.customer_id = $2",
    "id",
)


async def test_a_change_says_what_was_before(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    address = await lives(tx, huda.id, street="Way 1", notes="Ring twice")
    after = await changed(tx, address, street="Way 2", notes=None, type="work", city="مسقط")
    assert (after.details.street, after.details.notes, after.version) == ("Way 2", None, 2)
    fact = (await announced(tx, huda.id))[-1]
    assert fact.name == "customers.address_changed"
    assert fact.data["clear"] == {"type": ["home", "work"]}
    assert fact.data["fields"] == ["city", "notes", "street", "type"]
    assert fact.opened(tx, ADDRESS_CHANGES, huda.key) == {
        "street": ["Way 1", "Way 2"],
        "notes": ["Ring twice", None],
        "city": ["Sohar", "Muscat"],
    }
    assert await customers.address_by_id(tx, huda.id, address.id) == (
        await customers.customer_by_id(tx, huda.id),
        after,
    )


async def test_changing_nothing_announces_nothing(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    address = await lives(tx, huda.id, street="Way 1")
    same = await changed(tx, address, street=" Way  1 ", city="صحار", is_default=True)
    assert same == address
    assert len(await announced(tx, huda.id)) == 2


async def test_the_default_is_handed_over_and_both_addresses_are_new_versions(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    first = await lives(tx, huda.id, label="Home", street="Way 1")
    second = await lives(tx, huda.id, label="Shop")
    after = await changed(tx, second, is_default=True)
    assert (after.is_default, after.version) == (True, 2)
    assert (await customers.address_by_id(tx, huda.id, first.id))[1].version == 2
    fact = (await announced(tx, huda.id))[-1]
    assert fact.name == "customers.default_address_set"
    assert fact.data == {"address": str(second.id), "before": str(first.id)}
    assert fact.opened(tx, ADDRESS_CHANGES, huda.key) == {
        "address": ["Home: Way 1, Sohar", "Shop: Sohar"]
    }


async def test_a_default_cannot_be_given_up(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    first = await lives(tx, huda.id, label="Home")
    second = await lives(tx, huda.id, label="Shop")
    with pytest.raises(DefaultRequired):
        await changed(tx, first, is_default=False)
    await changed(tx, second, is_default=False)
    assert await stands(tx, huda.id) == [("Home", True), ("Shop", False)]


async def test_an_address_changed_meanwhile_deleted_or_elsewhere_is_not_changed(
    tx: Tx, world: World
) -> None:
    huda = await registered(tx, "guest")
    address = await lives(tx, huda.id)
    await changed(tx, address, street="Way 1")
    with pytest.raises(Outdated):
        await changed(tx, address, street="Way 2", expected_version=1)
    with pytest.raises(AddressNotFound):
        await customers.address_by_id(tx, world.laundry.ana.id, address.id)
    with pytest.raises(AddressNotFound):
        await customers.address_by_id(tx, huda.id, uuid4())
    with pytest.raises(Invalid):
        await changed(tx, address, latitude=0, longitude=0)
    await gone(tx, address)
    with pytest.raises(AddressDeleted):
        await changed(tx, address, street="Way 2")


async def test_addresses_follow_their_customer_into_another_branchs_sight(
    tx: Tx, world: World
) -> None:
    huda = await registered(tx, "guest")
    await lives(tx, huda.id)
    for branch in world.laundry.branches:
        given = {"branch_id": str(branch.id)}
        await customers.change_customer(tx, huda.id, given, country="OM")
        assert await tx.value(SEEN_ALIKE, id=huda.id)


async def test_the_latest_use_is_kept_however_late_an_older_one_is_told(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    address = await lives(tx, huda.id)
    now = datetime.now(UTC)
    for at in (now, now - timedelta(days=3)):
        await customers.use_address(tx, huda.id, address.id, at=at)
    assert (await customers.address_by_id(tx, huda.id, address.id))[1].used_at == now
