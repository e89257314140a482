"""Deleting and restoring: the number stays theirs for ever, the telephone number does not."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer, Filter, NotDeleted, PhoneKnown
from regulars.kernel.errors import Outdated
from regulars.runtime.tx import Tx
from tests.domains.customers.verified import VERIFY
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, registered

ROUNDS = 15
VERIFIED = asking(
    "SELECT count(*) FROM customers.identifiers WHERE tenant_id = $1 AND customer_id = $2"
    " AND verified_at IS NOT NULL AND released_at IS NULL",
    "customer_id",
)


async def huda(tx: Tx) -> Customer:
    return await registered(tx, "full", name="Huda", phone="91234567", email="huda@example.com")


async def test_a_deleted_customer_frees_phone_and_email_for_somebody_else(tx: Tx) -> None:
    gone = await huda(tx)
    await customers.delete_customer(tx, gone.id)
    heir = await huda(tx)
    assert heir.number == gone.number + 1


async def test_deleting_keeps_the_row_readable_and_says_when(tx: Tx) -> None:
    made = await huda(tx)
    answered = await customers.delete_customer(tx, made.id)
    stored = await customers.customer_by_id(tx, made.id)
    assert stored == answered
    assert stored.deleted_at is not None
    assert (stored.person, stored.version) == (made.person, 2)


async def test_deleting_twice_announces_once(tx: Tx) -> None:
    made = await huda(tx)
    once = await customers.delete_customer(tx, made.id)
    assert await customers.delete_customer(tx, made.id) == once
    assert [fact.name for fact in await announced(tx, made.id)] == [
        "customers.registered",
        "customers.deleted",
    ]


async def test_a_restored_customer_is_who_they_were(tx: Tx) -> None:
    made = await huda(tx)
    await customers.delete_customer(tx, made.id)
    back = await customers.restore_customer(tx, made.id)
    assert (back.id, back.number, back.person) == (made.id, made.number, made.person)
    assert back == await customers.customer_by_id(tx, made.id)
    page = await customers.list_customers(tx, Filter("huda"), limit=5, country="OM")
    assert page.customers == (back,)
    with pytest.raises(PhoneKnown):
        await registered(tx, name="Another", phone="91234567")
    assert (await announced(tx, made.id))[-1].name == "customers.restored"


async def test_who_was_deleted_comes_back_to_a_number_taken_meanwhile_only_on_purpose(
    tx: Tx,
) -> None:
    gone = await huda(tx)
    await customers.delete_customer(tx, gone.id)
    heir = await huda(tx)
    with pytest.raises(PhoneKnown) as refused:
        await customers.restore_customer(tx, gone.id)
    assert [c.id for c in refused.value.known.candidates] == [heir.id]
    back = await customers.restore_customer(tx, gone.id, shared_phone=True)
    assert back.person.phone == heir.person.phone


async def test_a_number_that_three_reach_for_at_once_goes_to_one_of_them(
    installation: Installation, world: World
) -> None:
    """Who comes back, who is new, and who changes to it."""
    laundry = world.laundry.context
    async with installation.database(size=3) as database:

        async def reaching(reach: Callable[[Tx], Awaitable[Customer]]) -> bool:
            try:
                async with database.transaction(laundry) as tx:
                    await reach(tx)
            except PhoneKnown:
                return False
            return True

        for round_ in range(ROUNDS):
            given: Any = {"name": "Huda", "phone": f"9666 {round_:04}"}
            async with database.transaction(laundry) as tx:
                gone, other = await registered(tx, **given), await registered(tx, "guest")
                await customers.delete_customer(tx, gone.id)
            reached = await asyncio.gather(
                reaching(partial(customers.restore_customer, customer_id=gone.id)),
                reaching(partial(registered, **given)),
                reaching(
                    partial(
                        customers.change_customer, customer_id=other.id, given=given, country="OM"
                    )
                ),
            )
            assert sum(reached) == 1


async def test_a_verified_number_comes_back_unproven(tx: Tx) -> None:
    """Somebody else may have proven it meanwhile, and only one can be its owner."""
    gone = await huda(tx)
    await tx.run(VERIFY, customer_id=gone.id)
    await customers.delete_customer(tx, gone.id)
    heir = await huda(tx)
    await tx.run(VERIFY, customer_id=heir.id)
    await customers.restore_customer(tx, gone.id, shared_phone=True)
    assert await tx.value(VERIFIED, customer_id=gone.id) == 0
    assert await tx.value(VERIFIED, customer_id=heir.id) == 2


async def test_only_what_was_deleted_is_restored(tx: Tx) -> None:
    made = await huda(tx)
    with pytest.raises(NotDeleted):
        await customers.restore_customer(tx, made.id)
    await customers.delete_customer(tx, made.id)
    with pytest.raises(Outdated):
        await customers.restore_customer(tx, made.id, expected_version=1)


async def test_an_old_phone_stays_free_when_its_former_holder_comes_back(tx: Tx) -> None:
    made = await huda(tx)
    await customers.change_customer(tx, made.id, {"phone": "91234568"}, country="OM")
    await customers.delete_customer(tx, made.id)
    await customers.restore_customer(tx, made.id)
    assert (await registered(tx, name="Another", phone="91234567")).number
