"""A small HTTP server for loopback: a request is read whole, answered, and the line is closed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
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


async def listen(handle: Handle, port: int) -> asyncio.Server:
    """On loopback alone; a page of another site that points its own name here is not served."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                await _serve(handle, reader, writer)
        except (TimeoutError, ConnectionError, h11.RemoteProtocolError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(serve, "127.0.0.1", port)


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
