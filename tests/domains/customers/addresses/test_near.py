"""Addresses round a place: by cells, then measured; across the antimeridian; of one's own."""

from typing import Any

import pytest

from regulars.domains import customers
from regulars.kernel.errors import Invalid
from regulars.kernel.geo import Point
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.addresses_of_one import gone, lives
from tests.world import World, registered, rolled_back

QURUM = Point(23.6143, 58.4774)


async def labels(tx: Tx, point: Point, metres: int) -> list[tuple[str | None, int]]:
    near = await customers.addresses_near(tx, point, metres)
    return [(one.address.details.label, round(one.metres, -2)) for one in near]


async def test_the_nearest_come_first_and_what_is_only_in_the_same_cell_does_not_come(
    tx: Tx,
) -> None:
    huda = await registered(tx, "guest")
    await lives(tx, huda.id, label="far", latitude=23.70, longitude=58.4774)
    await lives(tx, huda.id, label="street", latitude=23.6233, longitude=58.4774)
    await lives(tx, huda.id, label="door", latitude=23.6143, longitude=58.4784)
    await lives(tx, huda.id, label="nowhere")
    assert await labels(tx, QURUM, 2_000) == [("door", 100), ("street", 1000)]
    assert [name for name, _ in await labels(tx, QURUM, 20_000)] == ["door", "street", "far"]


async def test_neighbours_across_the_antimeridian_are_neighbours(tx: Tx) -> None:
    """Expectation 18."""
    huda = await registered(tx, "guest")
    await lives(tx, huda.id, label="west", country="FJ", latitude=-16.8, longitude=179.99)
    await lives(tx, huda.id, label="east", country="FJ", latitude=-16.8, longitude=-179.99)
    found = await labels(tx, Point(-16.8, 179.995), 5_000)
    assert [name for name, _ in found] == ["west", "east"]


async def test_deleted_addresses_and_those_of_deleted_customers_are_not_near(tx: Tx) -> None:
    here: dict[str, Any] = {"latitude": QURUM.latitude, "longitude": QURUM.longitude}
    huda, salim = [await registered(tx, "guest") for _ in range(2)]
    await gone(tx, await lives(tx, huda.id, **here))
    await lives(tx, salim.id, **here)
    await customers.delete_customer(tx, salim.id)
    assert await labels(tx, QURUM, 500) == []


async def test_branch_staff_find_only_whom_they_may_see(
    shared_database: Database, world: World
) -> None:
    there = world.laundry.branches[1].id
    async with rolled_back(shared_database, world.laundry.context) as tx:
        huda = await registered(tx, "guest", branch_id=str(there))
        await lives(tx, huda.id, latitude=QURUM.latitude, longitude=QURUM.longitude)
        assert len(await labels(tx, QURUM, 500)) == 1
    async with rolled_back(shared_database, world.laundry.cashier_context) as tx:
        assert await labels(tx, QURUM, 500) == []


@pytest.mark.parametrize("metres", [0, -5, 50_001])
async def test_a_circle_without_end_is_refused(tx: Tx, metres: int) -> None:
    with pytest.raises(Invalid):
        await customers.addresses_near(tx, QURUM, metres)
