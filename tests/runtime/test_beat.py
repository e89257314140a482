"""Answers on a beat: held to the next full one, counted from the end of the question."""

import asyncio
from typing import Any

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

from regulars.runtime.beat import CODES, PASSWORDS, Clock, OnTheBeat, next_beat, wait_until
from tests.api.wire import wire

DOOR = {("POST", "/door"): 0.05}
SECONDS = st.floats(min_value=0, max_value=1e6)


class Turned:
    """A clock that stands until somebody works or waits."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.waits: list[float] = []

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self._until)

    async def _until(self, due: float) -> None:
        self.waits.append(due - self.at)
        self.at = due


class Working:
    """An application that takes its time over the body, and answers from `template`."""

    def __init__(self, clock: Turned, seconds: float, *, template: str = "/door") -> None:
        self._clock = clock
        self._seconds = seconds
        self._template = template

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["path_template"] = self._template
        while (await receive()).get("more_body"):
            pass
        self._clock.at += self._seconds
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize(("seconds", "left"), [(0.004, 0.046), (0.012, 0.038), (0.13, 0.02)])
async def test_an_answer_leaves_at_the_next_full_beat(seconds: float, left: float) -> None:
    turned = Turned()
    said = await wire(OnTheBeat(Working(turned, seconds), DOOR, turned.clock()), "POST", "/door")
    assert (said.status, said.body) == (200, b"ok")
    assert turned.waits == [pytest.approx(left)]


@pytest.mark.parametrize(("method", "template"), [("GET", "/door"), ("POST", "/window")])
async def test_what_declares_no_beat_leaves_at_once(method: str, template: str) -> None:
    turned = Turned()
    inner = Working(turned, 0.004, template=template)
    await wire(OnTheBeat(inner, DOOR, turned.clock()), method, "/door")
    assert turned.waits == []


async def test_what_no_route_knows_leaves_at_once() -> None:
    async def nowhere(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    turned = Turned()
    said = await wire(OnTheBeat(nowhere, DOOR, turned.clock()), "POST", "/door")
    assert (said.status, turned.waits) == (404, [])


async def test_whoever_sends_slowly_does_not_choose_where_the_beat_falls_in_the_work() -> None:
    turned = Turned()

    async def slowly() -> None:
        turned.at += 0.047  # or the work would end a millisecond after a beat

    app = OnTheBeat(Working(turned, 0.004), DOOR, turned.clock())
    await wire(app, "POST", "/door", pieces=(b"{", b"}"), before_last=slowly)
    assert turned.waits == [pytest.approx(0.046)]


@given(asked_at=SECONDS, work=SECONDS, beat=st.sampled_from([CODES, PASSWORDS]))
def test_the_next_beat_is_a_whole_number_of_beats_away_and_never_past(
    asked_at: float, work: float, beat: float
) -> None:
    now = asked_at + work
    due = next_beat(asked_at, now, beat)
    beats = (due - asked_at) / beat
    assert round(beats) >= 1
    assert beats == pytest.approx(round(beats), abs=1e-3)
    assert now - 1e-6 <= due <= max(now, asked_at) + beat + 1e-6


def test_nobody_is_woken_before_their_beat() -> None:
    """On the server's own loop, whose timers are whole milliseconds and may ring early."""

    async def waited() -> list[float]:
        clock = Clock()
        dues = [clock.now() + each / 10_000 for each in range(0, 60, 3)]
        woken = []
        for due in dues:
            await clock.until(due)
            woken.append(clock.now() - due)
        return woken

    assert min(uvloop.run(waited())) >= 0
    assert min(asyncio.run(waited())) >= 0


async def test_what_is_over_is_not_waited_for() -> None:
    await wait_until(0)
