"""Opening rows: what was swapped or bent in the database does not open, and tells nothing."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer, CustomerUnreadable, Filter, Person
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered

# Each is its own inverse; $1 and $2 are the ids of two customers, of one tenant or of two.
PAIR = "(c.id, o.id) IN (($1::uuid, $2::uuid), ($2, $1))"
SWAP_SEALS = (
    f"UPDATE customers.customers c SET sealed = o.sealed FROM customers.customers o WHERE {PAIR}",
)
SWAP_SEALS_AND_KEY_NAMES = (
    (
        "UPDATE customers.customers c SET sealed = o.sealed, person_key_id = o.person_key_id"
        f" FROM customers.customers o WHERE {PAIR}"
    ),
)
SWAPPING_KEYS = (
    "UPDATE vault.person_keys k SET {what} FROM vault.person_keys x,"
    " customers.customers c, customers.customers o"
    f" WHERE {PAIR} AND k.id = c.person_key_id AND x.id = o.person_key_id"
)
SWAP_KEYS = (SWAPPING_KEYS.format(what="wrapped = x.wrapped"),)
SWAP_KEYS_AND_ALL = (
    SWAPPING_KEYS.format(what="tenant_id = x.tenant_id"),
    *SWAP_SEALS_AND_KEY_NAMES,
)


async def assert_broken(tx: Tx, customer: Customer) -> None:
    for attempt in (
        customers.customer_by_id(tx, customer.id),
        customers.change_customer(tx, customer.id, {"name": "X"}, country="OM"),
    ):
        with pytest.raises(CustomerUnreadable) as broken:
            await attempt
        assert str(customer.person.name) not in repr(broken.value)
    # In a list it stands without its person, and takes nobody else down with it.
    for wanted in (Filter(), Filter(customer.shown_number)):
        page = await customers.list_customers(tx, wanted, limit=5, country="OM")
        shown = {one.id: one.person for one in page.customers}
        assert shown[customer.id] == Person()


async def test_a_customer_with_a_bent_seal_does_not_open_whichever_byte_it_is(tx: Tx) -> None:
    """Fault row D02."""
    made = await registered(tx, name="Huda", phone="91234567")
    bend = asking(
        "UPDATE customers.customers SET sealed = set_byte(sealed, $3, get_byte(sealed, $3) # $4)"
        " WHERE tenant_id = $1 AND id = $2 RETURNING length(sealed)",
        "id",
        "place",
        "bit",
    )
    length = await tx.value(bend, id=made.id, place=0, bit=0)
    for place in range(length):
        bit = 1 << place % 8
        await tx.run(bend, id=made.id, place=place, bit=bit)
        with pytest.raises(CustomerUnreadable):
            await customers.customer_by_id(tx, made.id)
        await tx.run(bend, id=made.id, place=place, bit=bit)
    assert await customers.customer_by_id(tx, made.id) == made


async def test_what_was_swapped_between_rows_or_tenants_does_not_open(
    installation: Installation, world: World
) -> None:
    """Fault row D02, as whoever owns the database."""
    ana = world.laundry.ana
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            other = await registered(tx, name="Huda", phone="91234567")
        pairs: Sequence[tuple[UUID, tuple[str, ...]]] = [
            (other.id, SWAP_SEALS),
            (other.id, SWAP_SEALS_AND_KEY_NAMES),
            (other.id, SWAP_KEYS),
            (world.bakery.ana.id, SWAP_SEALS),
            (world.bakery.ana.id, SWAP_KEYS),
            (world.bakery.ana.id, SWAP_KEYS_AND_ALL),
        ]
        async with installation.connection() as superuser:
            for partner, statements in pairs:
                for statement in statements:
                    assert await superuser.execute(statement, ana.id, partner) == "UPDATE 2"
                async with database.transaction(world.laundry.context) as tx:
                    await assert_broken(tx, ana)
                for statement in reversed(statements):
                    await superuser.execute(statement, ana.id, partner)
                async with database.transaction(world.laundry.context) as tx:
                    assert await customers.customer_by_id(tx, ana.id) == ana


async def test_customers_come_in_the_order_asked_for_and_each_once(tx: Tx, world: World) -> None:
    made = await registered(tx, "guest")
    ids = [made.id, world.bakery.ana.id, world.laundry.ana.id]
    assert [c.id for c in await customers.customers_by_ids(tx, ids)] == [made.id, ids[2]]
    assert await customers.customers_by_ids(tx, []) == []
