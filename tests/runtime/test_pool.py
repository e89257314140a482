"""The pool: never more connections than it may have, none lost, and each waits its turn."""

import asyncio
from typing import Any, cast

import asyncpg
import pytest

from regulars.runtime.pool import Pool


class Line:
    """A connection as the pool sees one: the driver is the port here."""

    def __init__(self) -> None:
        self.is_gone = False
        self.is_open = False
        self.was_closed = False

    def is_closed(self) -> bool:
        return self.is_gone

    def is_in_transaction(self) -> bool:
        return self.is_open

    def terminate(self) -> None:
        self.is_gone = True

    async def close(self) -> None:
        self.is_gone = self.was_closed = True


class Exchange:
    """Opens lines, slowly enough for others to come in between."""

    def __init__(self) -> None:
        self.opened: list[Line] = []
        self.is_down = False

    async def connect(self) -> asyncpg.Connection:
        await asyncio.sleep(0)
        if self.is_down:
            raise OSError("nobody answers")
        self.opened.append(Line())
        return self.opened[-1]


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


async def borrowed(pool: Pool, *, seconds: float = 5) -> Line:
    return cast(Line, await pool.acquire(within_seconds=seconds))


async def test_the_connection_used_last_is_lent_first(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 3)
    first, second = await borrowed(pool), await borrowed(pool)
    pool.release(second)
    pool.release(first)
    assert await borrowed(pool) is first
    assert await borrowed(pool) is second
    assert len(exchange.opened) == 2


async def test_a_crowd_shares_what_there_is_and_everybody_is_served(exchange: Exchange) -> None:
    pool, at_once, most = Pool(exchange.connect, 3), 0, 0

    async def work() -> None:
        nonlocal at_once, most
        line: Any = await borrowed(pool)
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1
        pool.release(line)

    await asyncio.gather(*(work() for _ in range(50)))
    assert most == len(exchange.opened) == 3


async def test_who_waits_longest_is_served_first(exchange: Exchange) -> None:
    pool, order = Pool(exchange.connect, 1), list[int]()
    line: Any = await borrowed(pool)

    async def wait(number: int) -> None:
        given: Any = await borrowed(pool)
        order.append(number)
        pool.release(given)

    waiting = [asyncio.create_task(wait(number)) for number in range(5)]
    await asyncio.sleep(0)
    pool.release(line)
    await asyncio.gather(*waiting)
    assert order == [0, 1, 2, 3, 4]


async def test_a_broken_connection_makes_room_for_whoever_waits(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    waiting = asyncio.create_task(borrowed(pool))
    await asyncio.sleep(0)
    line.terminate()
    pool.release(line)
    assert await waiting is not line


async def test_one_that_broke_while_it_lay_idle_is_not_lent(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    pool.release(line)
    line.terminate()
    assert await borrowed(pool) is not line


async def test_one_with_an_open_transaction_is_not_lent_on(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    line.is_open = True
    pool.release(line)
    assert line.is_gone
    assert await borrowed(pool) is not line


async def test_waiting_ends_in_time_and_takes_nothing_along(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    with pytest.raises(TimeoutError):
        await borrowed(pool, seconds=0.01)
    pool.release(line)
    assert await borrowed(pool) is line


async def test_one_handed_to_somebody_who_left_goes_to_the_next(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    leaving, staying = (asyncio.create_task(borrowed(pool)) for _ in range(2))
    await asyncio.sleep(0)
    pool.release(line)
    leaving.cancel()
    assert await staying is line
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_failure_to_connect_is_told_and_the_next_may_try(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1)
    exchange.is_down = True
    failing, waiting = (asyncio.create_task(borrowed(pool)) for _ in range(2))
    for task in (failing, waiting):
        with pytest.raises(OSError, match="nobody answers"):
            await task
    exchange.is_down = False
    assert await borrowed(pool)


async def test_closing_waits_for_what_is_lent_and_lends_no_more(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 2)
    line: Any = await borrowed(pool)
    idle: Any = await borrowed(pool)
    pool.release(idle)
    closing = asyncio.create_task(pool.close())
    await asyncio.sleep(0)
    assert not line.was_closed
    with pytest.raises(asyncpg.InterfaceError, match="closed"):
        await borrowed(pool)
    pool.release(line)
    await closing
    assert line.was_closed
    assert idle.was_closed
