"""One embedded PostgreSQL for the whole run; databases cloned from one migrated template."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from regulars.runtime.embedded import EmbeddedServer, running_server
from tests.instruments.installation import Installation, make_template


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    home: Path = tmp_path_factory.mktemp("postgres") / "home"
    with running_server(home, durable=False) as running:
        yield running


@pytest.fixture(scope="session")
async def template(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A migrated database that is never written to again: the mould of every clone."""
    return await make_template(server, tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
async def shared(template: Installation) -> AsyncIterator[Installation]:
    """One clone for all tests that roll back what they do."""
    async with template.clone() as installation:
        yield installation


@pytest.fixture
async def installation(template: Installation) -> AsyncIterator[Installation]:
    """A clone of one's own, for a test that commits."""
    async with template.clone() as own:
        yield own
