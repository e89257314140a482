"""The platform's own processes: started as people start them, and never left behind."""

import asyncio
import os
import random
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from regulars.runtime.settings import Settings, as_environment

PATIENCE_SECONDS = 120  # longer than any machine takes: who waits in vain has failed
LENT_NOWHERE_FROM, LENT_FROM = 20_000, 32_000
COMMAND = (sys.executable, "-m", "regulars")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: its exit code and what it said."""

    code: int
    out: str
    err: str


async def run_regulars(*arguments: str, environment: Mapping[str, str]) -> Ran:
    """Whoever should have ended and has not is killed, and the test fails."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        *arguments,
        env=inherited() | dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await process.communicate()
    finally:
        await _kill(process)
    assert process.returncode is not None
    return Ran(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def started_regulars(
    *arguments: str, environment: Mapping[str, str], log: Path
) -> AsyncIterator[Process]:
    """In a session of its own; with all that it started it is killed on leaving."""
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *arguments,
            env=inherited() | dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        for child in children_of(process.pid):
            _kill_pid(child)
        await _kill(process)


@asynccontextmanager
async def serving(settings: Settings, *, log: Path) -> AsyncIterator[Process]:
    """`regulars serve`, once it answers."""
    environment = as_environment(settings)
    async with started_regulars("serve", environment=environment, log=log) as process:
        await until_healthy(settings.port, process)
        yield process


async def until_healthy(port: int, process: Process) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:

        async def is_healthy() -> bool:
            assert process.returncode is None, "it ended before it answered"
            try:
                return (await client.get("/healthz")).status_code == 200
            except httpx.TransportError:
                return False

        await until(is_healthy)


async def until(holds: Callable[[], Awaitable[bool]], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Fails when it does not come true; how soon it does is not the question."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.05)


async def until_gone(*pids: int, seconds: float = PATIENCE_SECONDS) -> None:
    async def gone() -> bool:
        return not any(is_running(pid) for pid in pids)

    await until(gone, seconds=seconds)


def free_port() -> int:
    """Not one of those that the system lends to whoever dials out: it would lend it to somebody
    else before it is used."""
    while True:
        port = random.randrange(LENT_NOWHERE_FROM, LENT_FROM)  # noqa: S311 - only a spread
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_running(pid: int) -> bool:
    """A zombie has ended; only nobody has asked how."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def children_of(pid: int) -> list[int]:
    """With theirs, and so on."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status = (entry / "stat").read_text(encoding="utf-8")
            except (FileNotFoundError, ProcessLookupError):
                continue
            parent = int(status.rpartition(")")[2].split()[1])
            below.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        children = below.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def inherited() -> dict[str, str]:
    """Nothing of this shell but where programs lie: its settings are another installation's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _kill_pid(pid: int) -> None:
    if is_running(pid):
        os.kill(pid, signal.SIGKILL)


async def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()
