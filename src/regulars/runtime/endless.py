"""Answers without an end: live pages keep theirs open, and a server told to stop would wait."""

import asyncio
import signal
from types import FrameType
from typing import Any

ENDLESS = b"text/event-stream"


class Endless:
    """Breaks them off as soon as its process is told to stop; browsers come back by themselves.
    Everything else is left to be answered."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._open: set[asyncio.Task[Any]] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            self._listen()
        task = asyncio.current_task()
        assert task is not None

        async def watched(message: Any) -> None:
            if message["type"] == "http.response.start" and _is_endless(message):
                self._open.add(task)
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._open.discard(task)

    def _listen(self) -> None:
        """Beside the server's own handler: an event loop hears of signals by a descriptor, and
        leaves the handler that Python calls to whoever sets one."""
        loop = asyncio.get_running_loop()

        def told(_: int, __: FrameType | None) -> None:
            loop.call_soon_threadsafe(self._break_off)

        for order in (signal.SIGINT, signal.SIGTERM):
            signal.signal(order, told)

    def _break_off(self) -> None:
        for task in tuple(self._open):
            task.cancel()


def _is_endless(message: Any) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(ENDLESS)
        for name, value in message.get("headers", [])
    )
