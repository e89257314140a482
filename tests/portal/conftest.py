"""A portal to come to. Tests share one server and its database."""

from collections.abc import AsyncIterator

import pytest

from tests.console.visitors import console_of
from tests.instruments.installation import Installation
from tests.portal.visitors import Customer, Door
from tests.world import World


@pytest.fixture(scope="session")
async def house(template: Installation, world: World) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        yield installation


@pytest.fixture(scope="session")
async def door(house: Installation) -> AsyncIterator[Door]:
    async with console_of(house) as served, house.database() as database:
        yield Door(served.app, served.base_url, database)


@pytest.fixture
async def phone(door: Door, world: World) -> AsyncIterator[Customer]:
    async with door.phone(world.laundry) as customer:
        yield customer
