"""The server in the test's own loop: requests run beside one another, and faults beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from regulars.app import build
from regulars.runtime.beat import Clock
from tests.instruments.installation import Installation


async def _at_once(_: float) -> None:
    return


# For what is not about beats: nothing waits for one.
OFFBEAT = Clock(until=_at_once)


@asynccontextmanager
async def served(
    installation: Installation, key: str | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """A server of one's own, and a client of it. `key` goes along with every request."""
    app = build(installation.settings, clock=OFFBEAT)
    async with started(app), speaking(app, key) as client:
        yield client


@asynccontextmanager
async def started(app: Any) -> AsyncIterator[Any]:
    """What a server does before its first request and after its last one."""
    said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    life = asyncio.create_task(app(scope, told.get, said.put))
    try:
        await told.put({"type": "lifespan.startup"})
        assert (await said.get())["type"] == "lifespan.startup.complete"
        yield app
    finally:
        await told.put({"type": "lifespan.shutdown"})
        await life


@asynccontextmanager
async def speaking(
    app: Any, key: str | None = None, *, peer: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """`peer` is where the client calls from."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, client=(peer, 4711)),
        base_url="http://shop.example.com",
        headers=headers,
    ) as client:
        yield client
