"""Connections lent one at a time, without the tasks and wrappers of the driver's own pool."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeAlias

import asyncpg

CLOSED = "the pool is closed"
Turn: TypeAlias = asyncio.Future[asyncpg.Connection]
Connect: TypeAlias = Callable[[], Coroutine[Any, Any, asyncpg.Connection]]


class Pool:
    """At most `size` connections, opened when they are needed; the one used last is lent first.

    Whoever borrows gives back, once, a connection with nothing open and nothing under way. One
    that broke is given back too: its place is free for another.
    """

    def __init__(self, connect: Connect, size: int) -> None:
        self._connect = connect
        self._size = size
        self._free: list[asyncpg.Connection] = []
        self._lent: set[asyncpg.Connection] = set()
        # Each with whom it was begun for, who hears when it fails. What opens is for whoever
        # waits longest, also when that one has left: where connecting takes longer than anybody
        # waits, nobody would ever get one.
        self._opening: dict[asyncio.Task[asyncpg.Connection], Turn] = {}
        # What they remember of the schema is no longer so; forgotten when they are lent next.
        self._outdated: set[asyncpg.Connection] = set()
        # Each gets a connection, already lent to it, or why there is none.
        self._waiting: deque[Turn] = deque()
        self._is_closed = False
        self._all_back = asyncio.Event()

    async def acquire(self, *, within_seconds: float) -> asyncpg.Connection:
        """Raises TimeoutError when all are busy for so long, and what connecting raises."""
        connection = self._take_free()
        if connection is None:
            async with asyncio.timeout(within_seconds):
                connection = await self._turn()
        if connection in self._outdated:
            self._outdated.discard(connection)
            await connection.reload_schema_state()
        return connection

    def forget_plans(self) -> None:
        """The schema moved: no connection uses again what it prepared before."""
        self._outdated = {*self._free, *self._lent}

    def drop_idle(self) -> None:
        """Those that lie idle may be as dead as one that fell silent; others are opened instead."""
        while self._free:
            idle = self._free.pop()
            self._outdated.discard(idle)
            idle.terminate()

    def release(self, connection: asyncpg.Connection) -> None:
        self._lent.remove(connection)  # given back twice, it would be lent to two
        if not connection.is_closed() and connection.is_in_transaction():
            connection.terminate()  # its borrower could not even roll back
        self._settle(connection)

    async def close(self) -> None:
        """In order: what is lent is waited for; who still waits for one gets none."""
        self._is_closed = True
        self._refuse_who_waits()
        self._note_return()
        await self._all_back.wait()
        while self._free:
            await self._free.pop().close()

    def terminate(self) -> None:
        self._is_closed = True
        self._refuse_who_waits()
        for opening in self._opening:
            opening.cancel()
        for connection in (*self._free, *self._lent):
            connection.terminate()
        self._free.clear()

    def _take_free(self) -> asyncpg.Connection | None:
        if self._is_closed:
            raise asyncpg.InterfaceError(CLOSED)
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                self._lent.add(connection)
                return connection
        return None

    async def _turn(self) -> asyncpg.Connection:
        turn: Turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._open_for(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(turn)
            elif turn.exception() is None:
                # Called and gone in the same moment: what was handed over is the next one's.
                self.release(turn.result())
            raise

    def _open_for(self, turn: Turn) -> None:
        if len(self._lent) + len(self._opening) < self._size:
            opening = asyncio.create_task(self._connect())
            self._opening[opening] = turn
            opening.add_done_callback(self._opened)

    def _opened(self, opening: asyncio.Task[asyncpg.Connection]) -> None:
        turn = self._opening.pop(opening)
        if opening.cancelled():
            self._note_return()
        elif (error := opening.exception()) is None:
            self._settle(opening.result())
        else:
            if not turn.done():
                turn.set_exception(error)
            self._let_try()
            self._note_return()

    def _let_try(self) -> None:
        """There is room: for whoever waits longest."""
        while self._waiting and self._waiting[0].done():
            self._waiting.popleft()
        if self._waiting:
            self._open_for(self._waiting[0])

    def _settle(self, connection: asyncpg.Connection) -> None:
        """It is nobody's: whoever waits longest gets it."""
        if connection.is_closed():
            self._outdated.discard(connection)
            self._let_try()
        elif self._answer(lambda turn: turn.set_result(connection)):
            self._lent.add(connection)
        else:
            self._free.append(connection)
        self._note_return()

    def _answer(self, how: Callable[[Turn], None]) -> bool:
        """Whoever waits longest. Whether anybody did."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                how(turn)
                return True
        return False

    def _refuse_who_waits(self) -> None:
        while self._answer(lambda turn: turn.set_exception(asyncpg.InterfaceError(CLOSED))):
            continue

    def _note_return(self) -> None:
        if self._is_closed and not self._lent and not self._opening:
            self._all_back.set()
