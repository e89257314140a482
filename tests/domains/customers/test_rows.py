"""Opening rows: what was swapped or bent in the database does not open, and tells nothing."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer, CustomerUnreadable, Filter, Person
from regulars.runtime.tx import Tx
from tests.api.serving import served
from tests.console.visitors import console_of
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.runtime.test_telemetry import Lines, lines
from tests.world import World, registered

__all__ = ["lines"]

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


async def test_a_damaged_customer_takes_nobody_else_off_the_lists_and_is_told_of_in_the_log(
    installation: Installation, world: World, lines: Lines
) -> None:
    """At the edges: their own page is a fault of ours, and every list shows the others."""
    ana, house = world.laundry.ana, world.laundry
    async with installation.connection() as superuser:
        bend = "UPDATE customers.customers SET sealed = set_byte(sealed, 40, 255 - get_byte("
        await superuser.execute(f"{bend}sealed, 40)) WHERE id = $1", ana.id)
    async with installation.database() as database, database.transaction(house.context) as tx:
        await registered(tx, name="Huda", phone="91234567")
    async with served(installation, house.api_key) as client:
        listed = await client.get("/api/v1/customers")
        assert [one["name"] for one in listed.json()["data"]] == ["Huda", None]
        for answer in (
            await client.get(f"/api/v1/customers/{ana.id}"),
            await client.patch(f"/api/v1/customers/{ana.id}", json={"name": "Hind"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    async with (
        console_of(installation) as console,
        console.visitor(house, house.owner) as owner,
    ):
        page = await owner.get("/customers")
        assert (page.status_code, "Huda" in page.text) == (200, True)
        assert ana.shown_number in page.text
        assert (await owner.get(f"/customers/{ana.id}")).status_code == 500
    told = [line for line in lines() if line["event"] == "seal_broken"]
    assert {(line["tenant"], line["customer"]) for line in told} == {
        (str(house.tenant.id), str(ana.id))
    }


async def test_customers_come_in_the_order_asked_for_and_each_once(tx: Tx, world: World) -> None:
    made = await registered(tx, "guest")
    ids = [made.id, world.bakery.ana.id, world.laundry.ana.id]
    assert [c.id for c in await customers.customers_by_ids(tx, ids)] == [made.id, ids[2]]
    assert await customers.customers_by_ids(tx, []) == []
