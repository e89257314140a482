"""Whether the database answers, asked on a connection of its own: a full pool is no lost one."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from regulars.runtime.sql import Statement

PULSE_SECONDS = 2.0


class Pulse:
    """One question at a time: whoever asks while it is under way gets the same answer, so that
    health cannot be asked to pieces."""

    def __init__(
        self, connect: Callable[[], Awaitable[asyncpg.Connection]], question: Statement
    ) -> None:
        self._connect = connect
        self._question = question.text
        self._connection: asyncpg.Connection | None = None
        self._asking: asyncio.Task[bool] | None = None

    async def beats(self) -> bool:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    def stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._hang_up()

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(PULSE_SECONDS):
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._connect()
                await self._connection.execute(self._question)
        except (
            OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError,
            asyncpg.InternalClientError,
        ):  # fmt: skip
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
