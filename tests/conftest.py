"""One embedded PostgreSQL for the whole run; databases cloned from one migrated template."""

import gc
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from regulars.runtime.database import Database
from regulars.runtime.embedded import EmbeddedServer, running_server
from regulars.runtime.tx import Tx
from tests.instruments.installation import Installation, make_template
from tests.instruments.scratch import scratch_home
from tests.instruments.side_by_side import ByFile, takes_long
from tests.world import World, people_the_world, rolled_back

# A busy machine is slow to make its first example; that says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> ByFile:
    """Only asked for when a run is shared out (`-n`)."""
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first, so that nobody is left alone with it at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not takes_long(item.nodeid))


def pytest_configure(config: pytest.Config) -> None:
    """What is imported and collected is no garbage."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there by now stays to the end: looking through it for garbage again and again took
    a sixth of a run. The thresholds are those of a server (`regulars.app`)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    with (
        scratch_home(tmp_path_factory.mktemp("postgres")) as home,
        running_server(home, durable=False, settings={"max_wal_size": "256MB"}) as running,
    ):
        yield running


@pytest.fixture(scope="session")
async def template(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A migrated database: the mould of every clone."""
    return await make_template(server, tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
async def world(template: Installation) -> World:
    """The cast, written into the template once: every clone has it."""
    return await people_the_world(template)


@pytest.fixture(scope="session")
async def shared(template: Installation, world: World) -> AsyncIterator[Installation]:
    """One clone for all tests that roll back what they do."""
    async with template.clone() as installation:
        yield installation


@pytest.fixture
async def installation(template: Installation, world: World) -> AsyncIterator[Installation]:
    """A clone of one's own, for a test that commits."""
    async with template.clone() as own:
        yield own


@pytest.fixture(scope="session")
async def shared_database(shared: Installation) -> AsyncIterator[Database]:
    async with shared.database("app") as database:
        yield database


@pytest.fixture
async def tx(shared_database: Database, world: World) -> AsyncIterator[Tx]:
    """A unit of work of the laundry's owner, rolled back at the end."""
    async with rolled_back(shared_database, world.laundry.context) as opened:
        yield opened
