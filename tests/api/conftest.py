"""A server of a file's own, for tests that do not mind what the others left."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.app import build
from tests.api.samples import unhurried
from tests.api.serving import OFFBEAT, speaking, started
from tests.instruments.installation import Installation
from tests.world import World


@pytest.fixture(scope="module")
async def common(template: Installation, world: World) -> AsyncIterator[Installation]:
    """One clone for a whole file, without limits on how much is asked."""
    async with template.clone() as own:
        yield unhurried(own)


@pytest.fixture(scope="module")
async def app(common: Installation) -> AsyncIterator[Any]:
    async with started(build(common.settings, clock=OFFBEAT)) as running:
        yield running


@pytest.fixture(scope="module")
async def client(app: Any, world: World) -> AsyncIterator[AsyncClient]:
    """The laundry's program, with every scope."""
    async with speaking(app, world.laundry.api_key) as program:
        yield program


@pytest.fixture(scope="module")
async def bakery(app: Any, world: World) -> AsyncIterator[AsyncClient]:
    """The bakery's program, on the same server."""
    async with speaking(app, world.bakery.api_key) as program:
        yield program
