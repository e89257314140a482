"""Answers that leave on a beat: how long the work took is not told by when its answer comes.

Known and unknown are asked for by the same statements, and still the database has a little more to
do where there is somebody. So an answer at a door, whatever it says, waits for the next full beat
since its question was there. A beat is far longer than the work behind it, for only work that ends
near one can be told apart by it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

# Seconds. A code is asked for or compared in a tenth of its beat, a password in a third.
CODES = 0.05
PASSWORDS = 0.25

# By method and address, as the operation or page has declared it.
Beats = Mapping[tuple[str, str], float]


async def wait_until(due: float) -> None:
    """Never early. uvloop counts in whole milliseconds and wakes before or after what was asked
    for; woken again a millisecond later, it ends on the first of its own that is not too early,
    wherever the wait began: so the rest tells nothing of the work either."""
    while (left := due - time.monotonic()) > 0:  # noqa: ASYNC110 - time itself is waited for
        await asyncio.sleep(max(left, 0.001))


@dataclass(frozen=True, slots=True)
class Clock:
    """The process's own, which nobody sets."""

    now: Callable[[], float] = time.monotonic
    until: Callable[[float], Awaitable[None]] = wait_until


CLOCK = Clock()


class OnTheBeat:
    """ASGI middleware: holds the answer back when nothing is open any more, no connection of the
    database and no turn, so that waiting costs nobody anything."""

    def __init__(self, app: Any, beats: Beats, clock: Clock = CLOCK) -> None:
        self._app = app
        self._beats = beats
        self._clock = clock

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked_at, is_whole = self._clock.now(), False

        async def receive_noting() -> Any:
            """From the end of the body: who sends it slowly does not choose where the beat falls
            in the work."""
            nonlocal asked_at, is_whole
            message = await receive()
            if message["type"] == "http.request" and not is_whole:
                asked_at, is_whole = self._clock.now(), not message.get("more_body", False)
            return message

        async def send_on_the_beat(message: Any) -> None:
            if message["type"] == "http.response.start":
                place = scope["method"], scope.get("path_template", "")
                if beat := self._beats.get(place):
                    await self._clock.until(next_beat(asked_at, self._clock.now(), beat))
            await send(message)

        await self._app(scope, receive_noting, send_on_the_beat)


def next_beat(asked_at: float, now: float, beat: float) -> float:
    return asked_at + beat * max(1, ceil((now - asked_at) / beat))
