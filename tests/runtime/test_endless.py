"""Told to stop, a process breaks off what has no end, and answers the rest."""

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from regulars.runtime.endless import Endless

ORDERS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    before = {order: signal.getsignal(order) for order in ORDERS}
    yield
    for order, handler in before.items():
        signal.signal(order, handler)


class Shop:
    """Answers `/live` for ever, anything else once the till is free."""

    def __init__(self) -> None:
        self.till_is_free = asyncio.Event()
        self.is_live = asyncio.Event()

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return
        is_live = scope["path"] == "/live"
        kind = b"text/event-stream; charset=utf-8" if is_live else b"application/json"
        headers = [(b"Content-Type", kind)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if is_live:
            self.is_live.set()
            await asyncio.Event().wait()
        await self.till_is_free.wait()
        await send({"type": "http.response.body", "body": b"{}"})


@pytest.mark.parametrize("order", ORDERS)
async def test_only_what_has_no_end_is_broken_off(order: signal.Signals) -> None:
    shop, said = Shop(), []
    app = Endless(shop)

    async def send(message: Any) -> None:
        said.append(message["type"])

    await app({"type": "lifespan"}, None, send)
    answer = asyncio.create_task(app({"type": "http", "path": "/till"}, None, send))
    live = asyncio.create_task(app({"type": "http", "path": "/live"}, None, send))
    await shop.is_live.wait()
    os.kill(os.getpid(), order)
    with pytest.raises(asyncio.CancelledError):
        await live
    shop.till_is_free.set()
    await answer
    assert said.count("http.response.body") == 1
