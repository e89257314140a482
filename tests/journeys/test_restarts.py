"""Fault row J16, its short form: server and worker are replaced under load, and nobody notices.
What was accepted is answered in full, what was not can be sent again, and nothing happens twice."""

import asyncio
import dataclasses
import signal
from asyncio.subprocess import Process
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from regulars.runtime.settings import Settings, as_environment
from tests.api.samples import unhurried
from tests.instruments.installation import Installation
from tests.instruments.persistent import Program
from tests.instruments.processes import (
    free_port,
    is_open,
    serving,
    started_regulars,
    until,
    until_gone,
)
from tests.world import World

pytestmark = pytest.mark.slow

PROGRAMS = 12
REQUESTS = 1_000
RESTARTS = 2
STOP_SECONDS = 10
CUSTOMERS = "/api/v1/customers"
OF_EACH = """
SELECT c.id, count(f.id) AS told, count(l.fact_id) AS chained
  FROM customers.customers c
  LEFT JOIN journal.facts f ON f.tenant_id = c.tenant_id AND f.subject_id = c.id
                           AND f.name = 'customers.registered'
  LEFT JOIN journal.chain l ON l.tenant_id = f.tenant_id AND l.fact_id = f.id
 WHERE c.tenant_id = $1 AND c.id <> $2
 GROUP BY c.id
"""
UNFINISHED = """
SELECT (SELECT count(*) FROM journal.pending)
     + (SELECT count(*) FROM journal.deliveries WHERE state NOT IN ('done', 'dead'))
"""
FAILED = "SELECT count(*) FROM journal.deliveries WHERE state <> 'done'"
WORKING = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'regulars-worker'
"""


@dataclass(slots=True)
class Crowd:
    """Programs that register guests and look at them, all at once, so many requests in all."""

    programs: list[Program]
    made: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    replayed: int = 0
    asked: int = 0

    async def work(self, program: Program) -> None:
        while self.asked < REQUESTS:
            self.asked += 2
            once = f"guest-{self.asked}"
            answer = await program.ask("POST", CUSTOMERS, {"type": "guest"}, once=once)
            self.statuses[answer.status] += 1
            self.replayed += "idempotent-replayed" in answer.headers
            self.made.append(answer.json()["id"])
            seen = await program.ask("GET", f"{CUSTOMERS}/{self.made[-1]}")
            self.statuses[seen.status] += 1

    async def until_answered(self, many: int) -> None:
        async def are_answered() -> bool:
            return self.statuses.total() >= many

        await until(are_answered, seconds=120)

    def tries(self) -> Counter[str]:
        return sum((program.tries for program in self.programs), Counter())


@pytest.fixture
def settings(installation: Installation) -> Settings:
    told = unhurried(installation).settings
    return dataclasses.replace(told, port=free_port(), log_level="warning")


async def test_replaced_under_load_nothing_is_lost_cut_or_done_twice(
    installation: Installation, world: World, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    crowd = Crowd([Program(settings.port, world.laundry.api_key) for _ in range(PROGRAMS)])
    async with AsyncExitStack() as processes:

        async def begin() -> tuple[Process, Process]:
            told = as_environment(settings)
            worker = started_regulars("work", environment=told, log=log)
            server = serving(settings, log=log)
            return (
                await processes.enter_async_context(server),
                await processes.enter_async_context(worker),
            )

        server, worker = await begin()
        await _until_worker_works(installation)
        async with asyncio.TaskGroup() as load:
            for program in crowd.programs:
                load.create_task(crowd.work(program))
            for turn in range(1, RESTARTS + 1):
                await crowd.until_answered(turn * REQUESTS // (RESTARTS + 1))
                server.send_signal(signal.SIGTERM)
                worker.send_signal(signal.SIGTERM)
                await _until_closed(settings)
                # As whoever deploys does: the next begins while the last still answers.
                following = asyncio.create_task(begin())
                await until_gone(server.pid, worker.pid, seconds=STOP_SECONDS)
                assert (await server.wait(), await worker.wait()) == (0, 0)
                server, worker = await following
                await _until_worker_works(installation)
        await _expect_whole(installation, world, crowd)
    for program in crowd.programs:
        program.hang_up()
    assert log.read_text(encoding="utf-8") == "", "nothing went wrong, so nothing is said"


async def _until_closed(settings: Settings) -> None:
    async def is_closed() -> bool:
        return not is_open(settings.port)

    await until(is_closed)


async def _until_worker_works(installation: Installation) -> None:
    async with installation.connection() as superuser:

        async def works() -> bool:
            return bool(await superuser.fetchval(WORKING))

        await until(works)


async def _expect_whole(installation: Installation, world: World, crowd: Crowd) -> None:
    assert set(crowd.statuses) == {200, 201}, crowd.statuses
    assert crowd.statuses.total() >= REQUESTS
    assert crowd.replayed == 0, "done, and not answered"
    assert crowd.tries()["refused"] > 0, "somebody came while nobody was there"
    async with installation.connection() as superuser:

        async def is_finished() -> bool:
            return bool(await superuser.fetchval(UNFINISHED) == 0)

        await until(is_finished)
        rows = await superuser.fetch(OF_EACH, world.laundry.tenant.id, world.laundry.ana.id)
        assert sorted(str(row["id"]) for row in rows) == sorted(crowd.made)
        assert {(row["told"], row["chained"]) for row in rows} == {(1, 1)}
        assert await superuser.fetchval(FAILED) == 0
