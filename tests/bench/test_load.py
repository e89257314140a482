"""The load's client: it counts whole answers, and stops at one that is not what was measured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bench.load import Load, WrongAnswer, load_here

PIECES = (b"HTTP/1.1 200 OK\r\nContent-", b"Length: 5\r\n\r\nhe", b"llo")
SHORT = (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",)
BARE = (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",)


@asynccontextmanager
async def answering(*pieces: bytes) -> AsyncIterator[int]:
    """A server that gives every request the same answer, in these pieces."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    async with server:
        port: int = server.sockets[0].getsockname()[1]
        yield port


@pytest.mark.parametrize(("pieces", "body"), [(PIECES, b"hello"), (SHORT, b"{}")])
async def test_answers_are_counted_however_they_are_cut(
    pieces: tuple[bytes, ...], body: bytes
) -> None:
    async with answering(*pieces) as port:
        found = await load_here(Load(port, [b"GET / HTTP/1.1\r\n\r\n"], 200, 0.2, 3))
    assert found.answers >= 3
    assert len(found.milliseconds) == found.answers
    assert found.sample == body
    assert found.within(0.5) <= found.within(0.95)


async def test_another_status_ends_the_load_with_what_was_said() -> None:
    async with answering(*BARE) as port:
        with pytest.raises(WrongAnswer, match="404"):
            await load_here(Load(port, [b"GET / HTTP/1.1\r\n\r\n"], 200, 5, 1))
