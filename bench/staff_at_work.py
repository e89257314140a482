"""What recognising staff costs at their pace: twenty people, each with a request every few seconds.

So few share a question that it comes to much for each of them, and so it is asked ahead, beside
other work, and signs of life are noted beside it too. What has a bar is how long a request waits;
what is spent in all is told as well.
"""

import asyncio
import time
from collections.abc import Sequence
from statistics import median
from typing import Protocol

from bench.ground import ask
from regulars.api.callers import Callers
from regulars.desk import Desk
from regulars.domains.identity.sign_ins.app_sessions import SEEN_EVERY

CALLS_EVERY_SECONDS = 4
NOTED = 50  # signs of life that are measured
LONGER_AGO = """
    UPDATE identity.sessions
       SET last_seen_at = now() - interval '2 minutes', changed_at = clock_timestamp()
     WHERE client = 'app'
"""


class Clock(Protocol):
    now: float

    def __call__(self) -> float: ...


class AtWork:
    """Their server, whose clock is turned by as much as passes between two of their requests."""

    def __init__(self, desk: Desk, tokens: Sequence[str], clock: Clock) -> None:
        self._desk = desk
        self._tokens = tokens
        self._clock = clock
        self._callers = Callers(desk, clock)

    async def waited(self, times: int, rounds: int) -> float:
        """Microseconds of one request, the middle of the rounds."""
        return median([await self._round(times) for _ in range(rounds)])

    async def spent(self, times: int, rounds: int) -> float:
        """The same when nobody has time to go ahead, and with the sign of life that one in so many
        requests notes."""
        share = CALLS_EVERY_SECONDS / SEEN_EVERY.total_seconds()
        noted, took = await self._noted(), []
        for _ in range(rounds):
            began = time.perf_counter()
            for place in range(times):
                await self._in_turn(place)
            took.append((time.perf_counter() - began) / times * 1e6)
        return median(took) + share * noted

    async def _in_turn(self, place: int) -> object:
        self._clock.now += CALLS_EVERY_SECONDS / len(self._tokens)
        return await self._recognise(place)

    async def _round(self, times: int) -> float:
        """What was asked ahead has time to be answered until somebody comes again."""
        took = 0.0
        for place in range(times):
            before = asyncio.all_tasks()
            began = time.perf_counter()
            await self._in_turn(place)
            took += time.perf_counter() - began
            await asyncio.gather(*asyncio.all_tasks() - before)
        return took / times * 1e6

    async def _noted(self) -> float:
        """As after a minute: what changed is heard, they are asked for anew, and it is noted that
        they are there."""
        took = []
        for place in range(NOTED):
            await self._recognise(place)
            await ask(self._desk.settings, LONGER_AGO)
            self._clock.now += CALLS_EVERY_SECONDS
            await self._recognise(place + 1)
            began = time.perf_counter()
            await self._recognise(place)
            took.append((time.perf_counter() - began) * 1e6)
        return median(took)

    async def _recognise(self, place: int) -> object:
        found = await self._callers.recognise(f"Bearer {self._tokens[place % len(self._tokens)]}")
        assert found is not None
        return found
