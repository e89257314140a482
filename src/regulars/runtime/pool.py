"""Connections lent one at a time, without the tasks and wrappers of the driver's own pool."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import asyncpg


class Pool:
    """At most `size` connections, opened when they are needed; the one used last is lent first.

    Whoever borrows gives back a connection with nothing open and nothing under way. One that broke
    is given back too: its place is free for another.
    """

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], size: int) -> None:
        self._connect = connect
        self._size = size
        self._free: list[asyncpg.Connection] = []
        self._lent: set[asyncpg.Connection] = set()
        self._opening = 0
        # What they remember of the schema is no longer so; forgotten when they are lent next.
        self._outdated: set[asyncpg.Connection] = set()
        # Each gets a connection, already lent to it, or None: there is room for a new one.
        self._waiting: deque[asyncio.Future[asyncpg.Connection | None]] = deque()
        self._is_closed = False
        self._all_back = asyncio.Event()

    async def acquire(self, *, within_seconds: float) -> asyncpg.Connection:
        """Raises TimeoutError when all are busy for so long, and what connecting raises."""
        connection = await self._acquire(within_seconds)
        if connection in self._outdated:
            self._outdated.discard(connection)
            await connection.reload_schema_state()
        return connection

    def forget_plans(self) -> None:
        """The schema moved: no connection uses again what it prepared before."""
        self._outdated = {*self._free, *self._lent}

    async def _acquire(self, within_seconds: float) -> asyncpg.Connection:
        if (connection := self._take_free()) is not None:
            return connection
        async with asyncio.timeout(within_seconds):
            while True:
                if len(self._lent) + self._opening < self._size:
                    return await self._open()
                if (connection := await self._turn()) is not None:
                    return connection

    def release(self, connection: asyncpg.Connection) -> None:
        self._lent.discard(connection)
        if connection.is_closed():
            self._outdated.discard(connection)
        if not connection.is_closed() and connection.is_in_transaction():
            connection.terminate()  # its borrower could not even roll back
        if self._is_closed:
            self._free.append(connection)
            self._note_return()
        elif connection.is_closed():
            self._call_next(None)
        elif not self._call_next(connection):
            self._free.append(connection)

    async def close(self) -> None:
        """In order: what is lent is waited for."""
        self._is_closed = True
        self._note_return()
        await self._all_back.wait()
        while self._free:
            await self._free.pop().close()

    def terminate(self) -> None:
        self._is_closed = True
        for connection in (*self._free, *self._lent):
            connection.terminate()
        self._free.clear()

    def _take_free(self) -> asyncpg.Connection | None:
        if self._is_closed:
            raise asyncpg.InterfaceError("the pool is closed")
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                self._lent.add(connection)
                return connection
        return None

    async def _open(self) -> asyncpg.Connection:
        self._opening += 1
        try:
            connection = await self._connect()
            self._lent.add(connection)
        except BaseException:
            self._call_next(None)
            raise
        finally:
            self._opening -= 1
            self._note_return()
        return connection

    async def _turn(self) -> asyncpg.Connection | None:
        turn: asyncio.Future[asyncpg.Connection | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            # Called and gone in the same moment: what was handed over is the next one's.
            if turn.done() and not turn.cancelled():
                given = turn.result()
                if given is None:
                    self._call_next(None)
                else:
                    self.release(given)
            raise

    def _call_next(self, given: asyncpg.Connection | None) -> bool:
        """Whether anybody was waiting."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                if given is not None:
                    self._lent.add(given)
                turn.set_result(given)
                return True
        return False

    def _note_return(self) -> None:
        if self._is_closed and not self._lent and not self._opening:
            self._all_back.set()
