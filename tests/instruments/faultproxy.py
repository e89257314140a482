"""A line to the database that can be cut, at once or at a chosen word of the conversation, or
on which nothing is heard any more."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from regulars.runtime.embedded import EmbeddedServer


class FaultProxy:
    """Listens on a socket of its own and passes everything on, until it is told not to."""

    def __init__(self, upstream: Path, folder: Path, port: int) -> None:
        self._upstream = upstream
        self._folder = folder
        self._socket = f".s.PGSQL.{port}"
        self._lines: set[asyncio.StreamWriter] = set()
        self._word: bytes | None = None
        self._is_before = True
        self._awaits_answer = False
        self._is_hushed = False
        self._hushes = 0
        self.cuts = 0

    def hush(self) -> None:
        """What is said from now on is lost on the way, and nobody is told: packets vanish."""
        self._is_hushed = True
        self._hushes += 1

    def heal(self) -> None:
        """Whoever comes anew is heard again; lines from before stay deaf."""
        self._is_hushed = False

    @property
    def lines(self) -> int:
        """How many are open."""
        return len(self._lines) // 2

    def through(self, dsn: str) -> str:
        """The same database, reached through this proxy."""
        here, there = quote(str(self._upstream)), quote(str(self._folder))
        if here not in dsn:
            raise ValueError("this connection does not go to the server behind the proxy")
        return dsn.replace(here, there)

    def cut(self) -> None:
        """Every connection breaks now, without a goodbye."""
        self.cuts += 1
        for writer in list(self._lines):
            writer.transport.abort()
        self._lines.clear()

    def cut_at(self, word: bytes, *, before: bool = True) -> None:
        """Cut once a client says this: before the server hears it, or after it has answered."""
        self._word, self._is_before = word, before

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(
            str(self._upstream / self._socket)
        )
        self._lines |= {writer, far_writer}
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass(reader, far_writer, is_client=True))
                ways.create_task(self._pass(far_reader, writer, is_client=False))
        except* (ConnectionError, OSError):
            pass
        finally:
            for line in (writer, far_writer):
                self._lines.discard(line)
                line.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_client: bool
    ) -> None:
        hushes = self._hushes
        while chunk := await reader.read(65_536):
            if self._is_hushed or self._hushes > hushes:
                continue
            if self._is_time_to_cut(chunk, is_client=is_client):
                return self.cut()
            writer.write(chunk)
            await writer.drain()
        writer.transport.abort()
        return None

    def _is_time_to_cut(self, chunk: bytes, *, is_client: bool) -> bool:
        if is_client and self._word is not None and self._word in chunk:
            self._word = None
            self._awaits_answer = not self._is_before
            return self._is_before
        if not is_client and self._awaits_answer:
            self._awaits_answer = False
            return True
        return False

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["FaultProxy"]:
        async with await asyncio.start_unix_server(self.serve, str(self._folder / self._socket)):
            try:
                yield self
            finally:
                self.cut()


@asynccontextmanager
async def fault_proxy(server: EmbeddedServer) -> AsyncIterator[FaultProxy]:
    # A short path: the name of a socket may be 107 bytes long.
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        async with FaultProxy(server.socket_dir, folder, server.port).listening() as proxy:
            yield proxy
    finally:
        shutil.rmtree(folder, ignore_errors=True)
