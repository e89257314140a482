"""The load: eight connections, each with one request under way, from a process of its own."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from multiprocessing import get_context

import uvloop

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
PATIENCE_SECONDS = 30


class WrongAnswer(Exception):
    """The server answered something else than was measured; the text is its answer."""


@dataclass(frozen=True, slots=True)
class Load:
    """Requests as they go over the wire, asked in turn and from the start again at the end."""

    port: int
    requests: Sequence[bytes]
    status: int
    seconds: float
    connections: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """`milliseconds` holds every answer's, sorted; `sample` is the last answer's body."""

    answers: int
    seconds: float
    milliseconds: tuple[float, ...]
    sample: bytes

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds

    def within(self, share: float) -> float:
        """Milliseconds that this share of the answers took at most."""
        return self.milliseconds[min(int(self.answers * share), self.answers - 1)]


def run_load(load: Load) -> Loaded:
    """Raises WrongAnswer."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_run, load).result()


def _run(load: Load) -> Loaded:
    return uvloop.run(load_here(load))


async def load_here(load: Load) -> Loaded:
    """In this process and loop."""
    loop = asyncio.get_running_loop()
    rest = cycle(load.requests)
    asking = _Asking(load.status, time.perf_counter() + load.seconds)
    callers = []
    for _ in range(load.connections):
        caller = _Caller(asking, rest.__next__, loop.create_future())
        await loop.create_connection(lambda caller=caller: caller, "127.0.0.1", load.port)  # type: ignore[misc]
        callers.append(caller)
    began = time.perf_counter()
    asking.until = began + load.seconds
    for caller in callers:
        caller.ask()
    try:
        async with asyncio.timeout(load.seconds + PATIENCE_SECONDS):
            await asyncio.gather(*(caller.ended for caller in callers))
    finally:
        for caller in callers:
            caller.hang_up()
    took = time.perf_counter() - began
    times = tuple(sorted(asking.milliseconds))
    return Loaded(len(times), took, times, asking.sample)


@dataclass(slots=True)
class _Asking:
    """What all connections of a load share."""

    status: int
    until: float
    milliseconds: list[float] = field(default_factory=list)
    sample: bytes = b""


class _Caller(asyncio.Protocol):
    """One connection: the next request leaves when the answer to the last one is whole."""

    def __init__(self, asking: _Asking, following: object, ended: asyncio.Future[None]) -> None:
        self._asking = asking
        self._following = following
        self.ended = ended
        self._transport: asyncio.Transport | None = None
        self._at = 0.0
        self._held = b""
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def ask(self) -> None:
        assert self._transport is not None
        self._at = time.perf_counter()
        self._transport.write(self._following())  # type: ignore[operator]

    def hang_up(self) -> None:
        self.ended.cancel()
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
            self._held += data
        else:
            self._held += data
            end = self._held.find(HEAD_END)
            if end < 0:
                return
            head = self._held[:end].lower()
            self._missing = end + len(HEAD_END) + _length(head) - len(self._held)
        if self._missing == 0:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(exc or ConnectionResetError("the server hung up"))

    def _answered(self) -> None:
        now, asking = time.perf_counter(), self._asking
        asking.milliseconds.append((now - self._at) * 1000)
        answer, self._held = self._held, b""
        if int(answer[9:12]) != asking.status:
            self.ended.set_exception(WrongAnswer(answer[:2_000].decode(errors="replace")))
        elif now < asking.until:
            self.ask()
        else:
            asking.sample = answer.partition(HEAD_END)[2]
            self.ended.set_result(None)


def _length(head: bytes) -> int:
    """An answer without a length has no body: the server streams none of those measured."""
    at = head.find(LENGTH)
    if at < 0:
        return 0
    return int(head[at + len(LENGTH) : head.find(b"\r", at) if b"\r" in head[at:] else None])
