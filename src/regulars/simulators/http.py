"""A small HTTP server for loopback: a request is read whole, answered, and the line is closed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

import h11
import msgspec

BODY_MAX = 65_536
SECONDS = 20.0
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    kind: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


Handle: TypeAlias = Callable[[Asked], Awaitable[Answered]]


def json_answer(status: int, said: object, *headers: tuple[str, str]) -> Answered:
    return Answered(status, "application/json", msgspec.json.encode(said), headers)


def html_answer(page: str) -> Answered:
    strict = "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'"
    return Answered(
        200,
        "text/html; charset=utf-8",
        page.encode(),
        (("content-security-policy", strict), ("cache-control", "no-store")),
    )


@asynccontextmanager
async def listening(handle: Handle, port: int) -> AsyncIterator[int]:
    """On loopback alone; a page of another site that points its own name here is not served. The
    port it took; whoever still waits for an answer at the end is let go."""
    ending = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.create_task(_serve(handle, reader, writer))
        waiting = asyncio.create_task(ending.wait())
        await asyncio.wait((serving, waiting), timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in (serving, waiting):
            task.cancel()
        await asyncio.gather(serving, waiting, return_exceptions=True)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        ending.set()


async def _serve(
    handle: Handle, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    line = h11.Connection(h11.SERVER, max_incomplete_event_size=32_768)
    asked = await _read(line, reader)
    answered = await handle(asked) if asked else Answered(413, "text/plain", b"")
    host = asked.headers.get("host", "") if asked else "localhost"
    if host.rpartition(":")[0] not in LOOPBACK and host not in LOOPBACK:
        answered = Answered(421, "text/plain", b"This server is for this machine alone.")
    headers = [
        ("content-type", answered.kind),
        ("content-length", str(len(answered.body))),
        ("connection", "close"),
        *answered.headers,
    ]
    for event in (
        h11.Response(status_code=answered.status, headers=headers),
        h11.Data(data=answered.body),
        h11.EndOfMessage(),
    ):
        writer.write(line.send(event) or b"")
    await writer.drain()


async def _read(line: h11.Connection, reader: asyncio.StreamReader) -> Asked | None:
    request, body = None, bytearray()
    while True:
        event = line.next_event()
        if event is h11.NEED_DATA:
            line.receive_data(await reader.read(16_384))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > BODY_MAX:
                return None
        elif isinstance(event, h11.EndOfMessage) and request is not None:
            return _asked(request, bytes(body))
        else:
            raise ConnectionError


def _asked(request: h11.Request, body: bytes) -> Asked:
    target = urlsplit(request.target.decode("ascii", "replace"))
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in request.headers}
    query = dict(parse_qsl(target.query, keep_blank_values=True))
    return Asked(request.method.decode(), target.path, query, headers, body)
