"""A program that keeps its connection, sends again what was not answered, and notes exactly how
far each answer came: what was cut in its middle is told from what was never begun."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

RETRY_SECONDS = 0.05
# What breaks before the first byte of an answer may be sent again, with the same key.
BROKEN = (ConnectionError, asyncio.IncompleteReadError)


class CutShort(Exception):
    """An answer began and did not end."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Program:
    """One connection at a time. `tries` counts what came of them."""

    port: int
    key: str
    tries: Counter[str] = field(default_factory=Counter)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: Any = None, *, once: str = "") -> Answer:
        """Until it is answered. `once` is the Idempotency-Key, the same for every try."""
        request = self._written(method, path, body, once)
        while True:
            try:
                answer = await self._try(request)
            except ConnectionRefusedError:
                self.tries["refused"] += 1
                await asyncio.sleep(RETRY_SECONDS)
            except BROKEN:
                self.tries["unanswered"] += 1
                self.hang_up()
            else:
                self.tries["answered"] += 1
                return answer

    def hang_up(self) -> None:
        if self._line is not None:
            self._line[1].transport.abort()
            self._line = None

    async def _try(self, request: bytes) -> Answer:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        writer.write(request)
        await writer.drain()
        first = await reader.readexactly(1)
        try:
            return await self._rest(first, reader)
        except BROKEN as broken:
            raise CutShort from broken

    async def _rest(self, first: bytes, reader: asyncio.StreamReader) -> Answer:
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.strip().split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.hang_up()
        return Answer(int(status.split()[1]), headers, body)

    def _written(self, method: str, path: str, body: Any, once: str) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
        } | ({"Idempotency-Key": once} if once else {})
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + content
