"""A unit of work: its tenant is no argument, and one opened for reading announces nothing."""

from contextlib import suppress
from dataclasses import replace

import pytest

from regulars.domains.customers import CustomersBlocked
from regulars.kernel.ids import CustomerId, new_id
from regulars.runtime.database import Database
from regulars.runtime.failures import Conflict
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

MINE = asking("SELECT $1::uuid")
TOUCH = asking("UPDATE tenants.branches SET name = name WHERE tenant_id = $1")


async def test_the_tenant_is_bound_and_cannot_be_given(tx: Tx, world: World) -> None:
    assert await tx.value(MINE) == world.laundry.tenant.id
    with pytest.raises(TypeError, match="not an argument"):
        await tx.value(MINE, tenant_id=world.bakery.tenant.id)


async def test_running_a_statement_tells_how_many_rows_it_touched(tx: Tx) -> None:
    assert await tx.run(TOUCH) == 2
    assert await tx.run(MINE) == 1


async def test_a_unit_of_work_for_reading_announces_nothing(
    shared_database: Database, world: World
) -> None:
    context = replace(world.laundry.context, reading=True)
    async with rolled_back(shared_database, context) as tx:
        with pytest.raises(RuntimeError, match="announces nothing"):
            tx.emit(CustomersBlocked(CustomerId(new_id())), subject_id=new_id(), seq=1)


async def test_what_reading_found_out_is_announced_after_its_commit(
    installation: Installation, world: World
) -> None:
    context = replace(world.laundry.context, reading=True)
    subject = CustomerId(new_id())
    async with installation.database() as database:
        with suppress(LookupError):
            async with database.transaction(context) as tx:
                tx.emit_afterwards(CustomersBlocked(subject), subject_id=subject, seq=1)
                raise LookupError
        async with database.transaction(context) as tx:
            assert await announced(tx, subject) == []
            tx.emit_afterwards(CustomersBlocked(subject), subject_id=subject, seq=7)
        async with database.transaction(context) as tx:
            (fact,) = await announced(tx, subject)
    assert (fact.name, fact.seq) == ("customers.blocked", 7)


async def test_keys_of_people_are_stored_before_their_rows_and_loaded_again(tx: Tx) -> None:
    people = [tx.people.new(), tx.people.new()]
    tx.store_people(people)
    forgotten = new_id()
    loaded = await tx.load_people([*(person.id for person in people), forgotten])
    assert {id_: key.secret for id_, key in loaded.items()} == {
        person.id: person.secret for person in people
    }


ADD = asking("INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, 'new')", "id")
NEW = asking("SELECT count(*) FROM tenants.branches WHERE tenant_id = $1 AND name = 'new'")


async def test_what_may_wait_is_written_before_the_next_statement(tx: Tx) -> None:
    for _ in range(3):
        tx.later(ADD, id=new_id())
    assert await tx.value(NEW) == 3
    assert await tx.value(NEW) == 3


async def test_what_waits_is_written_with_the_commit(
    installation: Installation, world: World
) -> None:
    async with installation.database(size=1) as database:
        async with database.transaction(world.laundry.context) as tx:
            tx.later(ADD, id=new_id())
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(NEW) == 1


async def test_what_waited_and_failed_takes_everything_with_it(
    installation: Installation, world: World
) -> None:
    twice = new_id()
    async with installation.database(size=1) as database:

        async def attempt() -> None:
            async with database.transaction(world.laundry.context) as tx:
                tx.later(ADD, id=twice)
                tx.later(ADD, id=new_id())
                tx.later(ADD, id=twice)

        with pytest.raises(Conflict):
            await attempt()
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(NEW) == 0


async def test_the_tenant_of_what_waits_is_no_argument_either(tx: Tx, world: World) -> None:
    with pytest.raises(TypeError, match="not an argument"):
        tx.later(ADD, id=new_id(), tenant_id=world.bakery.tenant.id)
