"""Fault row J01: whatever many do at once, one default as long as there is any address."""

import asyncio
import os
import random
import secrets
from uuid import UUID

import asyncpg
import pytest

from regulars.domains import customers
from regulars.domains.customers import AddressDeleted, AddressNotDeleted
from regulars.runtime.database import Database
from tests.domains.customers.addresses_of_one import lives, stands
from tests.instruments.installation import Installation
from tests.world import House, World, registered

CLIENTS = 32
ROUNDS = 3
SET = "UPDATE customers.customers SET default_address_id ="


class Household:
    """One customer's addresses, written to by many at once."""

    def __init__(self, database: Database, house: House, chance: random.Random) -> None:
        self.database = database
        self.house = house
        self.chance = chance
        self.made: list[UUID] = [house.address.id]

    async def act(self, deed: str, address_id: UUID) -> None:
        """One of them is late and finds the address gone, or back: that is a good answer too."""
        customer_id = self.house.ana.id
        try:
            async with self.database.transaction(self.house.context) as tx:
                if deed == "create":
                    self.made.append((await lives(tx, customer_id)).id)
                elif deed == "set":
                    await customers.change_address(
                        tx, customer_id, address_id, {}, country="OM", holds=(), is_default=True
                    )
                elif deed == "delete":
                    await customers.delete_address(tx, customer_id, address_id, holds=())
                else:
                    await customers.restore_address(tx, customer_id, address_id)
        except (AddressDeleted, AddressNotDeleted):
            pass

    async def defaults(self) -> list[bool]:
        async with self.database.transaction(self.house.context) as tx:
            return [is_default for _, is_default in await stands(tx, self.house.ana.id)]


async def test_32_at_once_leave_one_default_as_long_as_there_is_an_address(
    installation: Installation, world: World
) -> None:
    seed = int(os.environ.get("REGULARS_SEED", secrets.randbits(32)))
    print(f"REGULARS_SEED={seed}")
    async with installation.database(size=CLIENTS) as database:
        chance = random.Random(seed)  # noqa: S311 - to be repeated
        home = Household(database, world.laundry, chance)
        for _ in range(ROUNDS):
            deeds = [
                (chance.choice(("create", "set", "set", "delete", "delete", "restore")),
                 chance.choice(home.made))
                for _ in range(CLIENTS)
            ]  # fmt: skip
            await asyncio.gather(*(home.act(deed, id_) for deed, id_ in deeds))
            defaults = await home.defaults()
            assert defaults.count(True) == (1 if defaults else 0)
        # To the last one, and back from none.
        await asyncio.gather(*(home.act("delete", id_) for id_ in home.made))
        assert await home.defaults() == []
        await asyncio.gather(*(home.act("restore", id_) for id_ in home.made))
        assert (await home.defaults()).count(True) == 1


async def test_200_who_set_the_default_at_once_leave_exactly_one(
    installation: Installation, world: World
) -> None:
    async with installation.database(size=CLIENTS) as database:
        home = Household(database, world.laundry, random.Random(1))  # noqa: S311 - no secret
        for _ in range(9):
            await home.act("create", home.made[0])
        turns = asyncio.Semaphore(CLIENTS)

        async def take_turn(place: int) -> None:
            async with turns:
                await home.act("set", home.made[place % len(home.made)])

        await asyncio.gather(*(take_turn(place) for place in range(200)))
        assert (await home.defaults()).count(True) == 1


@pytest.mark.parametrize(
    "harm",
    [
        # The default deleted under the customer's feet.
        "UPDATE customers.addresses SET deleted_at = now() WHERE tenant_id = $1 AND id = $2",
        # Somebody else's address, and one that is nobody's.
        f"{SET} $2 WHERE tenant_id = $1 AND default_address_id IS NULL",
        f"{SET} gen_random_uuid() WHERE tenant_id = $1 AND default_address_id = $2",
    ],
)
async def test_the_database_itself_refuses_a_default_that_is_none(
    installation: Installation, world: World, harm: str
) -> None:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await registered(tx, "guest")
    async with installation.connection() as connection:
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await connection.execute(harm, world.laundry.tenant.id, world.laundry.address.id)
