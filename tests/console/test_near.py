"""Customers near a branch: the nearest first, in pages, of those that one may see."""

import re
from collections.abc import AsyncIterator

import pytest

from regulars.domains import customers, tenants
from regulars.domains.customers import Customer
from regulars.runtime.database import Database
from tests.console.test_customers_pages import looks_at
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World, registered

QURUM = {"latitude": 23.6143, "longitude": 58.4774}
AWAY = re.compile(r'near-away quiet numbers">(.*?)</span>')


@pytest.fixture
async def own_database(installation: Installation) -> AsyncIterator[Database]:
    async with installation.database() as opened:
        yield opened


async def lives(
    database: Database, world: World, name: str, *, branch: int = 0, **pin: float
) -> Customer:
    house = world.laundry
    async with database.transaction(house.context) as tx:
        customer = await registered(
            tx, "guest", name=name, branch_id=str(house.branches[branch].id)
        )
        given = {"city": "Muscat", "street": "Way 4312", "area": "Qurum", **pin}
        await customers.add_address(tx, customer.id, given, country="OM")
    return customer


async def placed(database: Database, world: World) -> str:
    branch = world.laundry.branches[0]
    async with database.transaction(world.laundry.context) as tx:
        await tenants.change_branch(tx, branch.id, {"name": branch.name, **QURUM})
    return str(branch.id)


async def test_without_a_branch_on_the_map_it_is_said_where_to_place_one(
    own_owner: Visitor,
) -> None:
    page = (await own_owner.get("/customers/near")).text
    assert "No branch is on the map yet" in page
    assert 'href="/c/laundry/settings/branches"' in page


async def test_the_nearest_come_first_with_their_distance_and_pins_and_are_looks(
    own_owner: Visitor, own_database: Database, world: World
) -> None:
    branch = await placed(own_database, world)
    street = await lives(own_database, world, "Of the street", latitude=23.6233, longitude=58.4774)
    await lives(own_database, world, "Of the door", latitude=23.6143, longitude=58.4784)
    await lives(own_database, world, "Of the coast", latitude=23.9, longitude=58.4774)
    await lives(own_database, world, "Of nowhere")
    page = (await own_owner.get("/customers/near", branch=branch, within="2")).text
    assert re.findall(r"Of the (\w+)</span>", page) == ["door", "street"]
    assert AWAY.findall(page) == ["102 m", "1.0 km"]
    assert ("23.6233" in page, "Way 4312" in page) == (True, False)
    assert await looks_at(own_database, world.laundry, street.id) == ["revealed"]
    wider = (await own_owner.get("/customers/near", within="50")).text
    assert "Of the coast" in wider
    listed = (await own_owner.get("/customers")).text
    assert 'href="/c/laundry/customers/near"' in listed
    branches = (await own_owner.get("/settings/branches")).text
    assert f"/customers/near?branch={branch}" in branches


async def test_a_long_list_comes_in_pages_that_hold_everybody_once(
    own_owner: Visitor, own_database: Database, world: World
) -> None:
    await placed(own_database, world)
    async with own_database.transaction(world.laundry.context) as tx:
        for number in range(60):
            customer = await registered(tx, "guest", name=f"Neighbour {number}")
            pin = {"latitude": 23.6143 + number % 3 / 10_000, "longitude": 58.4774}
            await customers.add_address(tx, customer.id, {"city": "Muscat", **pin}, country="OM")
    found: list[str] = []
    path = "/customers/near"
    while path:
        page = (await own_owner.get(path)).text
        found += re.findall(r"Neighbour \d+", page.split("data-pins", 1)[0])
        further = re.search(r'rel="next" href="/c/laundry(.*?)"', page)
        path = further[1].replace("&amp;", "&") if further else ""
    assert (len(found), len(set(found))) == (60, 60)


async def test_who_sees_one_branch_sees_its_neighbours_alone(
    own_console: Served, own_database: Database, world: World
) -> None:
    await placed(own_database, world)
    await lives(own_database, world, "Of the door", latitude=23.6143, longitude=58.4784)
    other = await lives(
        own_database, world, "Of elsewhere", branch=1, latitude=23.6144, longitude=58.4785
    )
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        page = (await cashier.get("/customers/near", within="10")).text
    assert ("Of the door" in page, "Of elsewhere" in page, "58.4785" in page) == (
        True,
        False,
        False,
    )
    assert await looks_at(own_database, world.laundry, other.id) == []
