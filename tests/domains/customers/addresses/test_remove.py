"""Deleting and restoring addresses: one default as long as there is any address, never two."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.domains import customers
from regulars.domains.customers import (
    ADDRESS_CHANGES,
    AddressesTooMany,
    AddressNotDeleted,
)
from regulars.kernel.errors import Outdated
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses.test_addresses import BEND
from tests.domains.customers.addresses_of_one import back, changed, gone, lives, stands
from tests.domains.evidence import announced
from tests.world import registered


async def test_when_the_default_goes_the_one_used_last_follows(tx: Tx) -> None:
    """Expectation 15."""
    huda = await registered(tx, "guest")
    home, work, farm = [await lives(tx, huda.id, label=each) for each in ("Home", "Work", "Farm")]
    now = datetime.now(UTC)
    await customers.use_address(tx, huda.id, work.id, at=now - timedelta(days=1))
    await customers.use_address(tx, huda.id, home.id, at=now)
    await gone(tx, home)
    assert (await stands(tx, huda.id))[0] == ("Work", True)
    await gone(tx, work)
    assert await stands(tx, huda.id) == [("Farm", True)]
    await gone(tx, farm)
    assert await stands(tx, huda.id) == []


async def test_of_addresses_never_used_the_newest_follows(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home, *_ = [await lives(tx, huda.id, label=each) for each in ("Home", "Work", "Farm")]
    await gone(tx, home)
    assert await stands(tx, huda.id) == [("Farm", True), ("Work", False)]


async def test_a_restored_default_comes_back_as_one_of_several(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id, label="Home")
    await lives(tx, huda.id, label="Work")
    await gone(tx, home)
    restored = await back(tx, home)
    assert not restored.is_default
    assert sorted(await stands(tx, huda.id)) == [("Home", False), ("Work", True)]


async def test_the_only_address_comes_back_as_the_default(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id, label="Home", street="Way 1")
    await gone(tx, home)
    assert await customers.deleted_addresses(tx, huda) != ()
    assert (await back(tx, home)).is_default
    facts = await announced(tx, huda.id)
    assert [fact.name.removeprefix("customers.") for fact in facts] == [
        "registered", "address_added", "address_deleted", "address_restored",
    ]  # fmt: skip
    assert facts[2].data == {"address": str(home.id), "default": None, "also_for": []}
    assert facts[2].opened(tx, ADDRESS_CHANGES, huda.key) == {
        "address": ["Home: Way 1, Sohar", None]
    }


async def test_a_damaged_address_can_be_taken_off_the_list_and_put_back(tx: Tx) -> None:
    """Nobody could be rid of it otherwise, nor of a default that cannot be read."""
    huda = await registered(tx, "guest")
    bent = await lives(tx, huda.id, street="Way 1", label="Home")
    sound = await lives(tx, huda.id, label="Work")
    await tx.run(BEND, id=bent.id)
    away = await gone(tx, bent, expected_version=bent.version)
    assert (away.deleted_at is not None, away.is_whole) == (True, False)
    assert await stands(tx, huda.id) == [("Work", True)]
    (fact,) = [f for f in await announced(tx, huda.id) if f.name.endswith("address_deleted")]
    told = fact.opened(tx, ADDRESS_CHANGES, huda.key)
    assert told == {"address": ["Sohar", None]}, "what is in clear is told, and nothing invented"
    restored = await back(tx, bent)
    assert (restored.is_default, restored.deleted_at) == (False, None)
    assert [one.id for one in await customers.addresses_of(tx, huda)] == [sound.id, bent.id]


async def test_deleting_twice_and_restoring_twice(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id)
    once = await gone(tx, home)
    assert await gone(tx, home) == once
    await back(tx, home)
    with pytest.raises(AddressNotDeleted):
        await back(tx, home)


async def test_what_changed_meanwhile_is_not_deleted_by_who_saw_it_before(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id)
    await changed(tx, home, street="Way 9")
    with pytest.raises(Outdated):
        await gone(tx, home, expected_version=1)


async def test_an_address_does_not_come_back_where_there_is_no_room(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    first = await lives(tx, huda.id)
    await gone(tx, first)
    for _ in range(100):
        await lives(tx, huda.id)
    with pytest.raises(AddressesTooMany):
        await back(tx, first)
