"""A guard against work that never lets go: a process whose loop stands still ends itself."""

import asyncio
import os
import threading
import time
from contextlib import AbstractContextManager
from types import TracebackType

import structlog

log = structlog.get_logger(__name__)

EXIT_CODE = 70
TICK_SECONDS = 0.5


class StallGuard(AbstractContextManager["StallGuard"]):
    """Its thread still runs when a reaction computes for ever. The process ends, somebody starts
    it again, and the job that did it is counted as a crash. Enter it on the running loop."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._ticked_at = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stall-guard", daemon=True)

    def __enter__(self) -> "StallGuard":
        self._ticking = asyncio.get_running_loop().create_task(self._tick())
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._ticking.cancel()

    async def _tick(self) -> None:
        while True:
            self._ticked_at = time.monotonic()
            await asyncio.sleep(TICK_SECONDS)

    def _watch(self) -> None:
        while not self._ended.wait(TICK_SECONDS):
            if time.monotonic() - self._ticked_at > self._seconds:
                log.error("worker_stalled", seconds=self._seconds)
                os._exit(EXIT_CODE)
