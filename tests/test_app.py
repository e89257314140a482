"""Server and worker as processes: they start, answer, end in order, and leave nobody behind."""

import asyncio
import dataclasses
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from regulars.runtime.settings import Settings, as_environment
from tests.console.visitors import Visitor
from tests.instruments.installation import Installation
from tests.instruments.processes import (
    children_of,
    free_port,
    inherited,
    is_open,
    is_running,
    serving,
    started_regulars,
    until,
    until_gone,
    until_healthy,
)
from tests.world import World

pytestmark = pytest.mark.slow

# Far below the moment at which whoever does not stop is killed.
STOP_SECONDS = 10
# Twice as long as a server waits for the head of a request.
SILENCE_SECONDS = 20
TO_WEBSOCKET = (
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
PARENT = """
import os, signal, subprocess, sys
command = [sys.executable, "-m", "regulars"]
for part in ("serve", "work"):
    subprocess.Popen([*command, part, "--parent", str(os.getpid())])
signal.pause()
"""


@pytest.fixture
def settings(installation: Installation) -> Settings:
    return dataclasses.replace(installation.settings, port=free_port(), log_level="warning")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


async def test_server_and_worker_start_answer_and_end_in_order_when_told(
    installation: Installation, settings: Settings, log: Path
) -> None:
    environment = as_environment(settings)
    async with (
        serving(settings, log=log) as server,
        started_regulars("work", environment=environment, log=log) as worker,
        speaking(settings) as client,
    ):
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        await _until_worker_works(installation)
        everybody = [server.pid, worker.pid, *children_of(server.pid), *children_of(worker.pid)]
        for process in (server, worker):
            process.send_signal(signal.SIGTERM)
        await until_gone(*everybody, seconds=STOP_SECONDS)
        assert (await server.wait(), await worker.wait()) == (0, 0)
        assert not is_open(settings.port)
    assert _said(log) == "", "nothing went wrong, so nothing is said"


async def test_a_request_that_is_being_answered_is_answered_before_the_end(
    installation: Installation, world: World, settings: Settings, log: Path
) -> None:
    async with (
        serving(settings, log=log) as server,
        speaking(settings, world.laundry.api_key) as client,
        installation.connection() as superuser,
    ):
        async with superuser.transaction():
            await superuser.execute("LOCK TABLE customers.counters IN EXCLUSIVE MODE")
            asked = asyncio.create_task(client.post("/api/v1/customers", json={"type": "guest"}))
            await _until_waiting(installation)
            server.send_signal(signal.SIGTERM)
            await _until_refused(settings)
            assert is_running(server.pid)
        answer = await asked
        assert answer.status_code == 201
        await until_gone(server.pid, seconds=STOP_SECONDS)
        assert await server.wait() == 0
        kept = "SELECT count(*) FROM customers.customers WHERE id = $1"
        assert await superuser.fetchval(kept, answer.json()["id"]) == 1


async def test_an_open_live_page_does_not_hold_up_the_end(
    world: World, settings: Settings, log: Path
) -> None:
    origin = f"http://127.0.0.1:{settings.port}"
    async with serving(settings, log=log) as server, speaking(settings) as client:
        visitor = Visitor(client, world.laundry, origin=origin)
        assert (await visitor.sign_in(world.laundry.owner)).status_code == 303
        async with client.stream("GET", f"{visitor.home}/live") as live:
            said = live.aiter_bytes()
            assert b"retry" in await anext(said)
            server.send_signal(signal.SIGTERM)
            with suppress(httpx.RemoteProtocolError):
                async with asyncio.timeout(STOP_SECONDS):
                    async for _ in said:
                        continue
        await until_gone(server.pid, seconds=STOP_SECONDS)
        assert await server.wait() == 0


async def test_connections_that_say_nothing_are_let_go(settings: Settings, log: Path) -> None:
    """There is only so much room: who holds a place in silence keeps somebody out."""
    async with serving(settings, log=log), asyncio.timeout(SILENCE_SECONDS):
        silent = asyncio.open_connection("127.0.0.1", settings.port)
        halting = asyncio.open_connection("127.0.0.1", settings.port)
        (heard, one), (answer, other) = await asyncio.gather(silent, halting)
        other.write(b"GET /healthz HTTP/1.1\r\nHost:")
        assert set(await asyncio.gather(heard.read(), answer.read())) == {b""}
        one.close()
        other.close()


async def test_what_two_readers_would_read_differently_is_refused_as_it_comes_over_the_wire(
    settings: Settings, log: Path
) -> None:
    asked = {
        b"GET /healthz HTTP/1.1\r\nHost: a.example.com\r\n": b"200",
        b"GET /healthz HTTP/1.1\r\nHost: a.example.com\r\nHost: b.example.com\r\n": b"400",
        b"GET /healthz HTTP/1.1\r\n": b"400",
        b"GET //healthz HTTP/1.1\r\nHost: a.example.com\r\n": b"404",
        b"GET /api/v1%2Fcustomers HTTP/1.1\r\nHost: a.example.com\r\n": b"404",
        b"GET /static%2fapp.css HTTP/1.1\r\nHost: a.example.com\r\n": b"404",
        # What asks for another protocol is answered in this one, logged and limited like the rest.
        b"GET /healthz HTTP/1.1\r\nHost: a.example.com\r\n" + TO_WEBSOCKET: b"200",
        b"GET //healthz HTTP/1.1\r\nHost: a.example.com\r\n" + TO_WEBSOCKET: b"404",
    }
    async with serving(settings, log=log):
        for head, status in asked.items():
            heard, sender = await asyncio.open_connection("127.0.0.1", settings.port)
            try:
                sender.write(head + b"Connection: close\r\n\r\n")
                async with asyncio.timeout(SILENCE_SECONDS):
                    assert (await heard.readline()).split()[1:2] == [status], head
            finally:
                sender.close()
                with suppress(ConnectionError):
                    await sender.wait_closed()


async def test_told_to_stop_while_it_starts_a_server_stops(settings: Settings, log: Path) -> None:
    environment = as_environment(settings)
    async with started_regulars("serve", environment=environment, log=log) as server:

        async def has_begun_its_process() -> bool:
            return bool(children_of(server.pid))

        await until(has_begun_its_process)
        server.send_signal(signal.SIGTERM)
        await until_gone(server.pid, seconds=STOP_SECONDS)


async def test_a_process_of_the_server_that_dies_is_replaced(settings: Settings, log: Path) -> None:
    async with serving(settings, log=log) as server:
        (first,) = children_of(server.pid)
        os.kill(first, signal.SIGKILL)
        await until_gone(first)
        await until_healthy(settings.port, server)
        (second,) = children_of(server.pid)
        assert second != first


async def test_a_server_that_cannot_start_again_says_why(
    installation: Installation, settings: Settings, log: Path
) -> None:
    name = installation.name
    async with serving(settings, log=log) as server:
        await installation.as_superuser(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        (only,) = children_of(server.pid)
        os.kill(only, signal.SIGKILL)
        async with asyncio.timeout(STOP_SECONDS):
            assert await server.wait() == 1
    said = _said(log)
    assert '"event": "start_failed"' in said
    assert "The database that REGULARS_DATABASE_URL names takes no connections." in said
    assert said.splitlines()[-1].startswith("The server's process ended twice in a row")
    assert "app-password" not in said


async def test_nobody_outlives_a_killed_parent(
    installation: Installation, settings: Settings, log: Path
) -> None:
    with log.open("ab") as said:
        parent = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PARENT, env=inherited() | as_environment(settings), stderr=said
        )
    await until_healthy(settings.port, parent)
    await _until_worker_works(installation)
    family = children_of(parent.pid)
    assert len(family) == 3, "server, its process, worker"
    parent.kill()
    await parent.wait()
    await until_gone(*family, seconds=STOP_SECONDS)
    assert not is_open(settings.port)


async def test_a_killed_server_leaves_no_process_that_goes_on_answering(
    settings: Settings, log: Path
) -> None:
    async with serving(settings, log=log) as server:
        family = children_of(server.pid)
        server.kill()
        await until_gone(*family, seconds=STOP_SECONDS)
        assert not is_open(settings.port)


@asynccontextmanager
async def speaking(settings: Settings, key: str = "") -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    base = f"http://127.0.0.1:{settings.port}"
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=30) as client:
        yield client


async def _until_worker_works(installation: Installation) -> None:
    await _until_somebody(installation, "application_name = 'regulars-worker'")


async def _until_waiting(installation: Installation) -> None:
    await _until_somebody(installation, "wait_event_type = 'Lock'")


async def _until_somebody(installation: Installation, does: str) -> None:
    seen = f"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND {does}"

    async with installation.connection() as superuser:

        async def is_seen() -> bool:
            return bool(await superuser.fetchval(seen))

        await until(is_seen)


async def _until_refused(settings: Settings) -> None:
    async def is_refused() -> bool:
        return not is_open(settings.port)

    await until(is_refused)


def _said(log: Path) -> str:
    return log.read_text(encoding="utf-8")
