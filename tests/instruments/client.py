"""The whole server in this process, spoken to over ASGI: no socket, real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from litestar.testing import AsyncTestClient

from regulars.app import build
from tests.instruments.installation import Installation


@asynccontextmanager
async def served(
    installation: Installation, key: str | None = None
) -> AsyncIterator[AsyncTestClient]:
    """A client of a server of its own. `key` goes along with every request."""
    async with AsyncTestClient(build(installation.settings)) as client:
        if key:
            client.headers["Authorization"] = f"Bearer {key}"
        yield client
