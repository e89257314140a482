"""Workers to test with: a whole one in this process, and a single job run by hand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from regulars.runtime.database import Database
from regulars.runtime.jobs import QueuedJob
from regulars.runtime.jobs_door import Ending
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.reactions import Reaction, Reactions
from regulars.worker.deliver import Deliverer
from regulars.worker.work import run_worker
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, keys_of

PATIENCE_SECONDS = 120  # longer than any machine takes: who waits in vain has failed


@asynccontextmanager
async def a_worker(
    installation: Installation, *reactions: Reaction, pace: Pace = QUICK
) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    running = asyncio.create_task(
        run_worker(installation.settings, reactions, stop=stop, pace=pace)
    )
    try:
        yield stop
    finally:
        stop.set()
        await running


async def until(holds: Callable[[], Awaitable[bool]], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Fails when it does not come true; how soon it does is not the question."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.05)


def deliverer(
    installation: Installation, work: Database, *reactions: Reaction, pace: Pace = QUICK
) -> Deliverer:
    return Deliverer(
        work, keys_of(installation), Reactions(reactions), pace=pace, stop=asyncio.Event()
    )


async def queued_jobs(installation: Installation) -> list[QueuedJob]:
    async with installation.connection("work") as connection:
        rows = await connection.fetch("SELECT * FROM jobs.pgqueuer ORDER BY id")
    return [
        QueuedJob(row["id"], row["entrypoint"], row["payload"], row["attempts"], timedelta(0))
        for row in rows
    ]


async def run_all(
    installation: Installation, work: Database, *reactions: Reaction, pace: Pace = QUICK
) -> list[Ending]:
    """Each queued job once, without the queue's own part."""
    by_hand = deliverer(installation, work, *reactions, pace=pace)
    return [await by_hand.handle(queued) for queued in await queued_jobs(installation)]
