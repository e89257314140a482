"""`make demo` from the first start to the last: what it writes, keeps, and leaves behind."""

import asyncio
import json
import shutil
import signal
import socket
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from regulars.runtime.embedded import default_home, remove_home
from tests.instruments.processes import (
    children_of,
    free_port,
    is_open,
    run_regulars,
    started_regulars,
    until,
    until_gone,
    until_healthy,
)

pytestmark = pytest.mark.slow

PEOPLE = 40
PATIENCE_SECONDS = 120
# But for the queue's, where a worker that lives says so.
TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name
  FROM pg_tables
 WHERE schemaname NOT IN ('jobs', 'pg_catalog', 'information_schema')
"""
CONTENT = "SELECT count(*), sum(hashtextextended(t::text, 0)) FROM {name} t"


@dataclass(frozen=True, slots=True)
class Demo:
    """One that runs, and the folder that it runs from."""

    folder: Path
    port: int
    process: Process

    def file(self, name: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / ".demo" / name).read_text("utf-8"))
        return content

    @property
    def tenants(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.file("access.json")["tenants"]
        return found

    async def customers(self, tenant: dict[str, Any]) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {tenant['api_key']}"}
        base = f"http://127.0.0.1:{self.port}"
        async with httpx.AsyncClient(base_url=base, headers=headers) as client:
            answer = await client.get("/api/v1/customers", params={"limit": 200})
        assert answer.status_code == 200
        listed: list[dict[str, Any]] = answer.json()["data"]
        return listed

    async def content(self) -> dict[str, tuple[Any, ...]]:
        """Of every table how many rows it has, and what stands in them."""
        dsn = self.file("settings.json")["REGULARS_MIGRATE_DATABASE_URL"]
        connection = await asyncpg.connect(dsn)
        try:
            names = [row["name"] for row in await connection.fetch(TABLES)]
            return {
                name: tuple(await connection.fetchrow(CONTENT.format(name=name))) for name in names
            }
        finally:
            await connection.close()

    async def ends(self, order: signal.Signals) -> int:
        family = [self.process.pid, *children_of(self.process.pid)]
        assert len(family) > 4, "database, server, its process, worker"
        self.process.send_signal(order)
        await until_gone(*family)
        assert not is_open(self.port)
        return await self.process.wait()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A checkout of one's own; the embedded server wants to walk there."""
    made = Path(tempfile.mkdtemp(prefix="demo-"))
    yield made
    remove_home(default_home(made))
    shutil.rmtree(made)


@asynccontextmanager
async def running(folder: Path, *options: str) -> AsyncIterator[Demo]:
    """Once it answers."""
    port = free_port()
    told = ("demo", "--project", str(folder), "--port", str(port), "--people", str(PEOPLE))
    log = folder / "log"
    async with started_regulars(*told, *options, environment={}, log=log) as process:
        access = folder / ".demo" / "access.json"

        async def may_be_entered() -> bool:
            assert process.returncode is None, log.read_text("utf-8")
            was_open = is_open(port)
            assert access.exists() or not was_open, "open, and nobody can know the keys"
            return was_open

        await until(may_be_entered, seconds=PATIENCE_SECONDS)
        await until_healthy(port, process)
        yield Demo(folder, port, process)


async def test_from_the_first_start_to_the_second(folder: Path) -> None:
    async with running(folder) as demo:
        _expect_access(demo)
        larger, second = demo.tenants
        assert len(await demo.customers(larger)) == PEOPLE
        named = [customer["name"] for customer in await demo.customers(second) if customer["name"]]
        arabic = [name for name in named if not name.isascii()]
        assert len(named) >= len(arabic) > len(named) / 2
        await _expect_quiet(demo)
        assert await demo.ends(signal.SIGINT) == 0
        kept = demo.file("access.json")
    async with running(folder) as demo:
        assert demo.tenants == kept["tenants"]
        assert demo.file("access.json")["base_url"] == f"http://localhost:{demo.port}"
        assert len(await demo.customers(larger)) == PEOPLE
        assert await demo.ends(signal.SIGTERM) == 0


async def test_killed_it_leaves_nobody_behind_and_starts_again_or_afresh(folder: Path) -> None:
    async with running(folder) as demo:
        kept = demo.tenants
        await demo.ends(signal.SIGKILL)
    async with running(folder) as demo:
        assert demo.tenants == kept
        assert len(await demo.customers(kept[0])) == PEOPLE
        await _expect_no_second(demo)
        assert await demo.ends(signal.SIGINT) == 0
    async with running(folder, "--reset") as demo:
        fresh = {tenant["api_key"] for tenant in demo.tenants}
        assert fresh.isdisjoint(tenant["api_key"] for tenant in kept)
        assert await demo.ends(signal.SIGINT) == 0


async def test_a_first_start_that_was_killed_is_begun_anew(folder: Path) -> None:
    log = folder / "log"
    told = ("demo", "--project", str(folder), "--port", str(free_port()), "--people", "2000")
    async with started_regulars(*told, environment={}, log=log) as process:

        async def is_inventing() -> bool:
            return "Inventing" in log.read_text("utf-8")

        await until(is_inventing, seconds=PATIENCE_SECONDS)
        family = [process.pid, *children_of(process.pid)]
        process.kill()
        await until_gone(*family)
    assert not (folder / ".demo" / "access.json").exists()
    async with running(folder) as demo:
        assert len(await demo.customers(demo.tenants[0])) == PEOPLE


async def test_a_taken_port_is_named_before_anything_is_made(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = await run_regulars(
            "demo", "--project", str(folder), "--port", str(port), environment={}
        )
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"Port {port} cannot be used: Address already in use. Stop what uses it, or choose"
        f" another: make demo PORT={port + 1}\n"
    )
    assert not (folder / ".demo").exists()


def _expect_access(demo: Demo) -> None:
    """The shape that scripts rely on, and nothing besides."""
    file = demo.folder / ".demo" / "access.json"
    assert file.stat().st_mode & 0o777 == 0o600
    access = demo.file("access.json")
    assert set(access) == {"base_url", "messages", "tenants"}
    assert access["base_url"] == f"http://localhost:{demo.port}"
    assert [tenant["slug"] for tenant in access["tenants"]] == ["muscat-laundry", "dar-al-ward"]
    for tenant in access["tenants"]:
        assert set(tenant) == {"slug", "id", "api_key", "publishable_key", "staff"}
        assert tenant["publishable_key"].startswith("pk_demo_")
        assert {frozenset(person) for person in tenant["staff"]} == {
            frozenset({"email", "password", "role"}),
            frozenset({"phone", "role"}),
        }
        assert {person["role"] for person in tenant["staff"]} == {
            *("owner", "admin", "branch", "vendor", "driver"),
        }


async def _expect_quiet(demo: Demo) -> None:
    """Nothing happens by itself: seen over some seconds, since there is no event of nothing."""
    before: dict[str, tuple[Any, ...]] = {}

    async def has_settled() -> bool:
        """What was invented is relayed, and what follows from it is done."""
        nonlocal before
        earlier, before = before, await demo.content()
        return earlier == before and before["journal.pending"][0] == 0

    await until(has_settled)
    assert before["customers.customers"][0] > PEOPLE
    for _ in range(12):
        await asyncio.sleep(0.25)
        assert await demo.content() == before


async def _expect_no_second(demo: Demo) -> None:
    """Not even one that wants to forget everything."""
    kept = demo.file("access.json")
    told = ("demo", "--project", str(demo.folder), "--port", str(free_port()), "--reset")
    ran = await run_regulars(*told, environment={})
    assert (ran.code, ran.out) == (1, "")
    assert "Another Regulars already runs its server" in ran.err
    assert demo.file("access.json") == kept
    assert len(await demo.customers(demo.tenants[0])) == PEOPLE
