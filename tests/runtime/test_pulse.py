"""Health is asked on one connection, by one question at a time, and finds its way back."""

import asyncio
from typing import Any

import asyncpg

from regulars.runtime.pulse import Pulse
from regulars.runtime.sql import Statement
from tests.instruments.installation import Installation

QUESTION = Statement("sample", "SELECT 1", (), "test_pulse")
ASKING = 50


class Line:
    """Connects as the app role does, and counts how often."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.made: list[Any] = []

    async def connect(self) -> Any:
        self.made.append(await asyncpg.connect(self.dsn))
        return self.made[-1]


async def test_whoever_asks_at_one_moment_shares_one_connection_and_its_answer(
    shared: Installation,
) -> None:
    line = Line(shared.settings.database_url)
    pulse = Pulse(line.connect, QUESTION)
    assert await asyncio.gather(*(pulse.beats() for _ in range(ASKING))) == [True] * ASKING
    assert await pulse.beats()
    assert len(line.made) == 1
    pulse.stop()
    assert line.made[0].is_closed()


async def test_a_caller_who_leaves_takes_nobodys_answer_along(shared: Installation) -> None:
    pulse = Pulse(Line(shared.settings.database_url).connect, QUESTION)
    first = asyncio.create_task(pulse.beats())
    second = asyncio.create_task(pulse.beats())
    await asyncio.sleep(0)
    first.cancel()
    assert await second
    pulse.stop()


async def test_a_lost_connection_is_made_anew(shared: Installation) -> None:
    line = Line(shared.settings.database_url)
    pulse = Pulse(line.connect, QUESTION)
    assert await pulse.beats()
    line.made[0].terminate()
    assert await pulse.beats()
    assert len(line.made) == 2
    pulse.stop()


async def test_nobody_there_is_an_answer_too() -> None:
    pulse = Pulse(Line("postgresql://nobody@/none?host=/nowhere&port=1").connect, QUESTION)
    assert not await pulse.beats()
    assert not await pulse.beats()
    pulse.stop()
