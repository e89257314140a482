"""The pool: never more connections than it may have, none lost, and each waits its turn."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    """Opens lines, slowly enough for others to come in between, and while it `lets_in`."""

    def __init__(self) -> None:
        self.opened: list[Line] = []
        self.opening = 0
        self.is_down = False
        self.lets_in = asyncio.Event()
        self.lets_in.set()

    async def connect(self) -> asyncpg.Connection:
        self.opening += 1
        try:
            await asyncio.sleep(0)
            await self.lets_in.wait()
            if self.is_down:
                raise OSError("nobody answers")
            self.opened.append(Line())
        finally:
            self.opening -= 1
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


async def test_when_one_fell_silent_those_that_lie_idle_are_not_lent_any_more(
    exchange: Exchange,
) -> None:
    pool = Pool(exchange.connect, 3)
    silent, idle, lent = [await borrowed(pool) for _ in range(3)]
    pool.release(cast(asyncpg.Connection, idle))
    silent.terminate()
    pool.drop_idle()
    pool.release(cast(asyncpg.Connection, silent))
    assert (idle.is_gone, lent.is_gone) == (True, False)
    assert await borrowed(pool) not in (silent, idle)


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


async def test_one_that_took_longer_to_open_than_its_borrower_waited_serves_the_next(
    exchange: Exchange,
) -> None:
    """A far database takes seconds to let somebody in, and nobody waits a second for it."""
    pool = Pool(exchange.connect, 1)
    exchange.lets_in.clear()
    with pytest.raises(TimeoutError):
        await borrowed(pool, seconds=0.01)
    exchange.lets_in.set()
    assert await borrowed(pool)
    assert len(exchange.opened) == 1


async def test_one_given_back_twice_is_not_lent_to_two(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 2)
    line: Any = await borrowed(pool)
    pool.release(line)
    with pytest.raises(KeyError):
        pool.release(line)
    assert await borrowed(pool) is line
    assert await borrowed(pool) is not line


@pytest.mark.parametrize("ending", ["closed", "terminated"])
async def test_who_waits_while_the_pool_ends_is_told_and_opens_nothing(
    exchange: Exchange, ending: str
) -> None:
    pool = Pool(exchange.connect, 1)
    line: Any = await borrowed(pool)
    waiting = asyncio.create_task(borrowed(pool))
    await asyncio.sleep(0)
    closing = asyncio.create_task(pool.close()) if ending == "closed" else None
    if closing is None:
        pool.terminate()
    with pytest.raises(asyncpg.InterfaceError, match="closed"):
        await waiting
    line.terminate()
    pool.release(line)
    if closing is not None:
        await closing
    assert exchange.opened == [line]


async def test_what_is_still_opening_when_the_pool_closes_is_closed_too(
    exchange: Exchange,
) -> None:
    pool = Pool(exchange.connect, 1)
    exchange.lets_in.clear()
    with pytest.raises(TimeoutError):
        await borrowed(pool, seconds=0.01)
    closing = asyncio.create_task(pool.close())
    await asyncio.sleep(0)
    assert not closing.done()
    exchange.lets_in.set()
    await closing
    assert [line.was_closed for line in exchange.opened] == [True]


SIZE = 2
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["ask", "leave", "return", "break", "break idle", "door", "down", "a while"]
        ),
        st.integers(0, 7),
    ),
    min_size=20,
    max_size=60,
)


@dataclass(slots=True)
class Street:
    """Everybody who asked, in their order, and what they hold."""

    pool: Pool
    exchange: Exchange
    asking: list[asyncio.Task[Line]] = field(default_factory=list)
    given_back: set[int] = field(default_factory=set)

    def holding(self) -> list[int]:
        return [
            place
            for place, task in enumerate(self.asking)
            if task.done()
            and not task.cancelled()
            and task.exception() is None
            and place not in self.given_back
        ]

    async def step(self, what: str, which: int) -> None:
        exchange, holding = self.exchange, self.holding()
        if what == "ask":
            self.asking.append(asyncio.create_task(borrowed(self.pool)))
        elif what == "leave" and self.asking:
            self.asking[-1 - which % len(self.asking)].cancel()
        elif what in ("return", "break") and holding:
            self.give_back(holding[which % len(holding)], is_broken=what == "break")
        elif what == "break idle":
            held = [self.asking[place].result() for place in holding]
            for line in exchange.opened:
                if line not in held:
                    line.terminate()
        elif what == "door":
            (exchange.lets_in.clear if exchange.lets_in.is_set() else exchange.lets_in.set)()
        elif what == "down":
            exchange.is_down = not exchange.is_down
        elif what == "a while":
            for _ in range(which):
                await asyncio.sleep(0)

    def give_back(self, place: int, *, is_broken: bool = False) -> None:
        line = self.asking[place].result()
        if is_broken:
            line.terminate()
        self.given_back.add(place)
        self.pool.release(cast(asyncpg.Connection, line))

    async def go_home(self) -> None:
        """Everybody is served or told in the end, and gives back."""
        self.exchange.is_down = False
        self.exchange.lets_in.set()
        for _ in range(20 * (len(self.asking) + 1)):
            for place in self.holding():
                self.give_back(place)
            await asyncio.sleep(0)
        forgotten = [task for task in self.asking if not task.done()]
        for task in forgotten:
            task.cancel()
        assert forgotten == []

    def expect_order(self) -> None:
        held = [self.asking[place].result() for place in self.holding()]
        assert len({id(line) for line in held}) == len(held), "lent to two"
        alive = [line for line in self.exchange.opened if not line.is_gone]
        assert len(alive) + self.exchange.opening <= SIZE, "more than there may be"


@given(STEPS)
@settings(deadline=None, max_examples=100)
async def test_whatever_happens_none_is_lost_lent_twice_or_opened_too_many(
    steps: list[tuple[str, int]],
) -> None:
    exchange = Exchange()
    street = Street(Pool(exchange.connect, SIZE), exchange)
    for what, which in steps:
        await street.step(what, which)
        street.expect_order()
    await street.go_home()
    async with asyncio.timeout(60):
        whole = [await borrowed(street.pool) for _ in range(SIZE)]
    for line in whole:
        street.pool.release(cast(asyncpg.Connection, line))
    await street.pool.close()
    assert all(line.is_gone for line in exchange.opened)
