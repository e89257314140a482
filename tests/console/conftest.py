"""A console to visit, and staff at it. Tests share one, unless they undo what others rely on."""

from collections.abc import AsyncIterator

import pytest

from regulars.runtime.database import Database
from tests.console.visitors import Served, Visitor, console_of
from tests.instruments.installation import Installation
from tests.world import World


@pytest.fixture(scope="session")
async def installed(template: Installation, world: World) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        yield installation


@pytest.fixture(scope="session")
async def console(installed: Installation) -> AsyncIterator[Served]:
    async with console_of(installed) as served:
        yield served


@pytest.fixture(scope="session")
async def database(installed: Installation) -> AsyncIterator[Database]:
    """The rows of the shared console, for a test to look at."""
    async with installed.database() as opened:
        yield opened


@pytest.fixture
async def owner(console: Served, world: World) -> AsyncIterator[Visitor]:
    async with console.visitor(world.laundry, world.laundry.owner) as visitor:
        yield visitor


@pytest.fixture
async def cashier(console: Served, world: World) -> AsyncIterator[Visitor]:
    """Sees the first branch only."""
    async with console.visitor(world.laundry, world.laundry.cashier) as visitor:
        yield visitor


@pytest.fixture
async def own_console(installation: Installation) -> AsyncIterator[Served]:
    """For a test that disables, expires or throttles somebody."""
    async with console_of(installation) as served:
        yield served


@pytest.fixture
async def own_owner(own_console: Served, world: World) -> AsyncIterator[Visitor]:
    async with own_console.visitor(world.laundry, world.laundry.owner) as visitor:
        yield visitor
