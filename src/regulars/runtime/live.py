"""The live feed: one LISTEN connection a process, and the newest place in a tenant's chain."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import structlog

log = structlog.get_logger(__name__)

CHANNEL = "regulars_live"
RETRY_SECONDS_MAX = 5.0
PROBE_SECONDS = 15.0


class Subscription:
    """Yields the newest chain seq. What comes while the reader is busy becomes one: the latest.
    A seq may be repeated after a reconnection: the reader looks for what it has not seen."""

    def __init__(self) -> None:
        self._newest = 0
        self._news = asyncio.Event()

    def __aiter__(self) -> "Subscription":
        return self

    async def __anext__(self) -> int:
        await self._news.wait()
        self._news.clear()
        return self._newest

    def tell(self, seq: int) -> None:
        self._newest = max(self._newest, seq)
        self._news.set()


class LiveFeed:
    """`dsn` leads to the database itself: LISTEN does not pass a transaction pooler."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._readers: dict[str, set[Subscription]] = {}
        self._is_listening = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["LiveFeed"]:
        task = asyncio.create_task(self._run())
        try:
            yield self
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    @asynccontextmanager
    async def subscription(self, tenant_ref: str) -> AsyncIterator[Subscription]:
        reader = Subscription()
        self._readers.setdefault(tenant_ref, set()).add(reader)
        try:
            yield reader
        finally:
            readers = self._readers[tenant_ref]
            readers.discard(reader)
            if not readers:
                del self._readers[tenant_ref]

    async def listening(self) -> None:
        """Returns once notifications arrive."""
        await self._is_listening.wait()

    async def _run(self) -> None:
        wait = 0.1
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - whatever it was, it listens again
                wait = 0.1 if self._is_listening.is_set() else min(wait * 2, RETRY_SECONDS_MAX)
                log.warning("live_feed_lost", error=type(error).__name__)
            finally:
                self._is_listening.clear()
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - only a spread

    async def _listen(self) -> None:
        """Raises when the connection drops, or no longer answers."""
        connection = await asyncpg.connect(self._dsn, timeout=10, command_timeout=10)
        try:
            dropped = asyncio.Event()
            connection.add_termination_listener(lambda _: dropped.set())
            await connection.add_listener(CHANNEL, self._hear)
            self._is_listening.set()
            self._wake_everybody()
            while not dropped.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(PROBE_SECONDS):
                        await dropped.wait()
                await connection.execute("SELECT 1")
        finally:
            connection.terminate()

    def _hear(self, connection: Any, pid: int, channel: str, payload: str) -> None:  # noqa: ARG002
        ref, _, seq = payload.partition(":")
        if seq.isascii() and seq.isdigit():
            for reader in self._readers.get(ref, ()):
                reader.tell(int(seq))

    def _wake_everybody(self) -> None:
        """What was said while nobody listened is lost: everybody looks for themselves."""
        for readers in self._readers.values():
            for reader in readers:
                reader.tell(0)
