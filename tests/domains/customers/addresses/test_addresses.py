"""Reading addresses: with their customer in one round trip, and damaged ones without harm."""

from typing import Any

import pytest

from regulars.domains import customers
from regulars.domains.customers import CustomerNotFound, CustomerUnreadable
from regulars.runtime.conversation import Conversation
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses_of_one import changed, gone, lives
from tests.domains.evidence import asking
from tests.world import World, registered

BEND = asking(
    "UPDATE customers.addresses SET sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1)"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
)


class Counting:
    """A conversation that counts the round trips it passes on."""

    def __init__(self, inner: Conversation) -> None:
        self._inner = inner
        self.many = 0

    def __getattr__(self, name: str) -> Any:
        self.many += 1
        return getattr(self._inner, name)


async def test_a_customer_with_ten_addresses_is_one_round_trip(tx: Tx) -> None:
    """The hottest read."""
    huda = await registered(tx, name="Huda", phone="91234567")
    made = {(await lives(tx, huda.id)).id for _ in range(10)}
    counting = Counting(tx._session)
    counted: Any = counting
    reading = Tx(counted, tx.context, tx.keys, tx._read_log)
    customer, addresses = await customers.customer_with_addresses(reading, huda.id)
    assert counting.many == 1
    assert customer.person == huda.person
    assert {address.id for address in addresses} == made
    assert [address.is_default for address in addresses] == [True] + [False] * 9
    assert await customers.addresses_of(tx, customer) == addresses


async def test_a_customer_without_addresses_and_one_of_another_house(tx: Tx, world: World) -> None:
    huda = await registered(tx, "guest")
    await gone(tx, await lives(tx, huda.id))
    assert (await customers.customer_with_addresses(tx, huda.id))[1] == ()
    with pytest.raises(CustomerNotFound):
        await customers.customer_with_addresses(tx, world.bakery.ana.id)


async def test_a_damaged_address_stands_there_without_its_streets_and_is_not_changed(
    tx: Tx,
) -> None:
    huda = await registered(tx, "guest")
    bent = await lives(tx, huda.id, street="Way 1", city="Sur")
    sound = await lives(tx, huda.id, street="Way 2")
    await tx.run(BEND, id=bent.id)
    _, shown = await customers.customer_with_addresses(tx, huda.id)
    assert {one.id: one.details.street for one in shown} == {bent.id: None, sound.id: "Way 2"}
    with pytest.raises(CustomerUnreadable):
        await customers.address_by_id(tx, huda.id, bent.id)
    with pytest.raises(CustomerUnreadable):
        await changed(tx, bent, notes="Ring twice")
