"""A room above says that something uses an address: nobody changes it under its feet."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from regulars.domains.customers import AddressInUse, Held
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import AddressId
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses_of_one import changed, gone, lives, stands
from tests.domains.evidence import announced
from tests.world import registered


class Deliveries:
    """A room that has orders on their way to some addresses."""

    def __init__(self) -> None:
        self.to: dict[UUID, tuple[Held, ...]] = {}

    async def hold(self, tx: Tx, address_id: AddressId) -> Sequence[Held]:  # noqa: ARG002
        return self.to.get(address_id, ())


async def test_an_address_in_use_changes_only_with_an_answer_which_is_recorded(tx: Tx) -> None:
    """Expectation 17."""
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id, label="Home")
    room, order = Deliveries(), Held("orders", uuid4(), "LND-000123")
    room.to[home.id] = (order, Held("orders", uuid4(), "LND-000124"))
    with pytest.raises(AddressInUse) as refused:
        await changed(tx, home, street="Way 2", holds=(room.hold,))
    assert refused.value.held == room.to[home.id]
    assert refused.value.details == {"names": "LND-000123, LND-000124"}

    after = await changed(tx, home, street="Way 2", holds=(room.hold,), also_for=[order.id])
    assert after.details.street == "Way 2"
    assert (await announced(tx, huda.id))[-1].data["also_for"] == [str(order.id)]
    await changed(tx, home, street="Way 3", holds=(room.hold,), also_for=[])
    assert (await announced(tx, huda.id))[-1].data["also_for"] == []


async def test_an_answer_about_something_that_does_not_use_it_is_refused(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id)
    with pytest.raises(Invalid) as refused:
        await changed(tx, home, street="Way 2", also_for=[uuid4()])
    assert [(e.field, e.code) for e in refused.value.errors] == [("also_for", "unknown_value")]


async def test_an_address_in_use_is_deleted_only_with_an_answer(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    home = await lives(tx, huda.id)
    room = Deliveries()
    room.to[home.id] = (Held("orders", uuid4(), "LND-000123"),)
    with pytest.raises(AddressInUse):
        await gone(tx, home, holds=(room.hold,))
    await gone(tx, home, holds=(room.hold,), also_for=())
    assert await stands(tx, huda.id) == []


async def test_becoming_the_default_asks_nobody(tx: Tx) -> None:
    huda = await registered(tx, "guest")
    await lives(tx, huda.id)
    work = await lives(tx, huda.id, label="Work")
    room = Deliveries()
    room.to[work.id] = (Held("orders", uuid4(), "LND-000123"),)
    assert (await changed(tx, work, is_default=True, holds=(room.hold,))).is_default
