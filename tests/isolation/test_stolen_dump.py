"""Who steals the database, or the server's log, and not the keys, reads no person in it."""

import pytest

from regulars.domains import customers
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import World, registered

# Words that stand nowhere else in the product, so that finding one is a leak.
PERSON = {
    "name": "Zephyrine Quillsworth",
    "name2": "زفيرين الصمبلية",
    "phone": "+968 9555 1357",
    "email": "zephyrine.quillsworth@example.com",
    "birth_date": "1987-11-23",
}
CHANGED = {"name": "Zephyrine Oddlington", "email": "oddlington@example.com"}
STAFF = ("owner@laundry.example.com",)
PLANTED = (*PERSON.values(), *CHANGED.values(), *STAFF)


async def live_a_little(installation: Installation, world: World) -> None:
    """Everything that writes about a person: making, changing, blocking, deleting, failing."""
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            customer = await registered(tx, "full", **PERSON)
        with pytest.raises(customers.PhoneKnown):
            async with database.transaction(world.laundry.context) as tx:
                await registered(tx, "stub", name=CHANGED["name"], phone=PERSON["phone"])
        async with database.transaction(world.laundry.context) as tx:
            tx.note_reads("revealed", [customer.id])
    async with installation.connection() as connection:
        await connection.execute("ANALYZE")


async def test_a_dump_without_the_keys_shows_no_person(
    installation: Installation, world: World
) -> None:
    await live_a_little(installation, world)
    dump = [place async for place in dump_everything(installation)]
    assert any(where == "customers.customers.sealed" for where, _ in dump)
    assert [str(leak) for leak in scan(dump, PLANTED)] == []


async def test_the_log_of_the_database_shows_no_person(
    installation: Installation, world: World
) -> None:
    await live_a_little(installation, world)
    async with installation.connection() as connection:
        with pytest.raises(Exception, match="division"):
            await connection.fetch(
                "SELECT 1 / (length(slug) - length(slug)) FROM tenants.directory WHERE name <> $1",
                PERSON["email"],
            )
    home = installation.server.data_dir.parent
    places = [(path.name, path.read_bytes()) for path in home.glob("*.log")]
    assert places
    assert [str(leak) for leak in scan(places, PLANTED)] == []
