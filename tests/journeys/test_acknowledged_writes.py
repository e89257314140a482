"""What was answered with 201 is there, once, with its fact: whatever breaks meanwhile."""

import asyncio
import dataclasses
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from regulars.runtime.chain import verify
from regulars.runtime.embedded import EmbeddedServer, remove_home, running_server
from tests.api.serving import served
from tests.instruments.faultproxy import FaultProxy, fault_proxy
from tests.instruments.installation import Installation, make_template
from tests.instruments.processes import free_port, serving, until
from tests.world import World, people_the_world

pytestmark = pytest.mark.slow

CRASHES = 4
BETWEEN_CRASHES = 40  # customers at least
TILLS = 6
CUTS = 6

# Of each customer: their number, how many facts tell of the registration, and how many of those
# facts are still to be relayed or chained already.
KEPT = """
SELECT c.id, c.number, count(f.id) AS told, count(p.fact_id) + count(l.fact_id) AS on_its_way
  FROM customers.customers c
  LEFT JOIN journal.facts f ON f.tenant_id = c.tenant_id AND f.subject_id = c.id
                           AND f.name = 'customers.registered'
  LEFT JOIN journal.pending p ON p.tenant_id = c.tenant_id AND p.fact_id = f.id
  LEFT JOIN journal.chain l ON l.tenant_id = c.tenant_id AND l.fact_id = f.id
 WHERE c.tenant_id = $1
 GROUP BY c.id, c.number
 ORDER BY c.number
"""
FACTS_OF_NOBODY = """
SELECT count(*)
  FROM journal.facts f
 WHERE f.tenant_id = $1 AND f.name = 'customers.registered'
   AND NOT EXISTS (SELECT FROM customers.customers c
                    WHERE c.tenant_id = f.tenant_id AND c.id = f.subject_id)
"""


@dataclass(slots=True)
class Till:
    """Registers guests one after another, and notes what it was promised."""

    client: httpx.AsyncClient
    promised: dict[str, str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)

    async def work(self, closing: asyncio.Event) -> None:
        while not closing.is_set():
            answer = await self.client.post("/api/v1/customers", json={"type": "guest"})
            self.answers[answer.status_code] += 1
            if answer.status_code == 201:
                self.promised[answer.json()["id"]] = answer.json()["number"]
            else:
                await asyncio.sleep(0.05)  # a person tries again


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    remove_home(tmp_path / "home")


async def test_nothing_promised_is_lost_or_doubled_when_the_database_crashes(
    home: Path, tmp_path: Path
) -> None:
    with ExitStack() as servers:
        server = servers.enter_context(running_server(home, durable=True))
        installation = await make_template(server, tmp_path)
        world = await people_the_world(installation)
        settings = dataclasses.replace(installation.settings, port=free_port(), log_level="error")
        base = f"http://127.0.0.1:{settings.port}"
        key = {"Authorization": f"Bearer {world.laundry.api_key}"}
        async with (
            serving(settings, log=tmp_path / "log"),
            httpx.AsyncClient(base_url=base, headers=key, timeout=30) as client,
        ):
            tills, closing = [Till(client) for _ in range(TILLS)], asyncio.Event()
            async with asyncio.TaskGroup() as work:
                for till in tills:
                    work.create_task(till.work(closing))
                for _ in range(CRASHES):
                    await _until_promised(tills, BETWEEN_CRASHES)
                    os.kill(server.pid, signal.SIGQUIT)
                    servers.close()
                    server = servers.enter_context(running_server(home, durable=True))
                await _until_promised(tills, BETWEEN_CRASHES)
                closing.set()
        await _expect_kept(installation, world, tills)


@pytest.mark.parametrize("before", [True, False], ids=["unheard", "unanswered"])
async def test_a_commit_cut_off_leaves_row_and_fact_or_neither(
    before: bool, server: EmbeddedServer, installation: Installation, world: World
) -> None:
    """The client hears that nobody knows; what stands then stands whole."""
    async with fault_proxy(server) as proxy:
        async with served(_behind(proxy, installation), world.laundry.api_key) as client:
            for _ in range(CUTS):
                await _until_answered(client)
                proxy.cut_at(b"COMMIT", before=before)
                cuts = proxy.cuts
                answer = await client.post("/api/v1/customers", json={"type": "guest"})
                assert proxy.cuts == cuts + 1
                assert (answer.status_code, answer.json()["code"]) == (503, "commit_unknown")
        rows = await _kept(installation, world)
        # On a slow machine a cut may meet the key's own look-up, a unit of work before this one.
        assert (len(rows) > 1) is not before, "Ana, and whoever was committed"


async def _until_answered(client: httpx.AsyncClient) -> None:
    """Its one connection is there again, and rests: what is cut next is what the test says."""

    async def is_answered() -> bool:
        return (await client.get("/api/v1/customers")).status_code == 200

    await until(is_answered)


async def _until_promised(tills: list[Till], more: int) -> None:
    async def many() -> int:
        return sum(len(till.promised) for till in tills)

    enough = await many() + more

    async def is_enough() -> bool:
        return await many() >= enough

    await until(is_enough)


async def _expect_kept(installation: Installation, world: World, tills: list[Till]) -> None:
    rows = await _kept(installation, world)
    there = {str(row["id"]): f"CUST-{row['number']:05d}" for row in rows}
    promises = [promise for till in tills for promise in till.promised.items()]
    assert len(promises) == len({id_ for id_, _ in promises}) > CRASHES * BETWEEN_CRASHES
    assert set(promises) <= set(there.items())
    answers = sum((till.answers for till in tills), Counter())
    assert set(answers) <= {201, 503}, answers
    unpromised = len(rows) - len(promises) - 1  # Ana was there before
    assert unpromised <= CRASHES * TILLS, "at most what was in hand when it crashed"


async def _kept(installation: Installation, world: World) -> list[dict[str, object]]:
    """Every customer of the laundry; numbers are dense, and row, fact and chain stand together."""
    tenant = world.laundry.tenant.id
    async with installation.connection() as superuser:
        rows: list[dict[str, object]] = await superuser.fetch(KEPT, tenant)
        assert await superuser.fetchval(FACTS_OF_NOBODY, tenant) == 0
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert {(row["told"], row["on_its_way"]) for row in rows} == {(1, 1)}
    async with installation.database("work") as work, work.transaction(world.laundry.context) as tx:
        assert (await verify(tx)).bad is None
    return rows


def _behind(proxy: FaultProxy, installation: Installation) -> Installation:
    """One connection to cut, and the live feed's out of the way."""
    direct = installation.settings.database_url
    settings = dataclasses.replace(
        installation.settings,
        database_url=proxy.through(direct),
        listen_database_url=direct,
        pool_size=1,
    )
    return dataclasses.replace(installation, settings=settings)
