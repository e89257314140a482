"""The door to PgQueuer: takes jobs from its tables and hands them over, and comes back after
every loss of the database. Nothing of what goes wrong in a job is told to it but a code."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as QueueRow
from pgqueuer.domain.models import TracebackRecord
from pgqueuer.domain.settings import DBSettings
from pydantic import ValidationError

from regulars.runtime.jobs import QueuedJob
from regulars.runtime.jobs_pace import Pace, pause

log = structlog.get_logger(__name__)

SETTINGS = DBSettings(db_schema="jobs")
POOL_SIZE = 4  # one of them listens
RESTART_SECONDS_MAX = 5.0
RETRY_WRITES_MAX = 40
IN_HAND = 6  # batches; PgQueuer looks again only each 0.1 s once it has all it may take


@dataclass(frozen=True, slots=True)
class Done:
    """The job leaves the queue."""


@dataclass(frozen=True, slots=True)
class Again:
    """The job goes back into the queue for a while."""

    delay: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """The queue holds the job, and nobody picks it again."""

    reason: str


Ending: TypeAlias = Done | Again | Dead
Handle: TypeAlias = Callable[[QueuedJob], Awaitable[Ending]]


class JobHeld(Exception):
    """A job that is held. Carries its reason's code and nothing else."""


async def serve_queue(
    dsn: str,
    kinds: Sequence[str],
    handle: Handle,
    *,
    stop: asyncio.Event,
    batch: int,
    pace: Pace,
) -> None:
    """Until `stop`; then what is in hand is finished. Survives the database's restarts."""
    wait = 0.1
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        try:
            await _serve(dsn, kinds, handle, stop=stop, batch=batch, pace=pace)
        except Exception as error:  # noqa: BLE001 - whatever it was, the queue is served again
            log.warning("queue_lost", error=type(error).__name__)
            lasted = asyncio.get_running_loop().time() - began
            wait = 0.1 if lasted > RESTART_SECONDS_MAX else min(wait * 2, RESTART_SECONDS_MAX)
            await pause(stop, wait)


async def _serve(
    dsn: str,
    kinds: Sequence[str],
    handle: Handle,
    *,
    stop: asyncio.Event,
    batch: int,
    pace: Pace,
) -> None:
    pool = await asyncpg.create_pool(
        dsn, min_size=1, max_size=POOL_SIZE, timeout=10, command_timeout=30,
        server_settings={"application_name": "regulars-queue"},
    )  # fmt: skip
    try:
        manager = QueueManager(_queries(pool), channel=SETTINGS.channel)
        for kind in kinds:
            manager.entrypoint(kind, on_failure="hold")(_entrypoint(handle))
        stopping = asyncio.create_task(_pass_on(stop, manager.shutdown))
        try:
            await manager.run(
                dequeue_timeout=timedelta(seconds=pace.poll_seconds),
                batch_size=batch,
                max_concurrent_tasks=IN_HAND * batch,
                heartbeat_timeout=timedelta(seconds=pace.heartbeat_seconds),
                shutdown_on_listener_failure=True,
            )
        finally:
            stopping.cancel()
    finally:
        pool.terminate()


async def _pass_on(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()


def _queries(pool: Any) -> Queries:
    return _PatientQueries(
        _GuardedDriver(pool),
        qbe=QueryBuilderEnvironment(SETTINGS),
        qbq=QueryQueueBuilder(SETTINGS),
        qbs=QuerySchedulerBuilder(SETTINGS),
    )


def _entrypoint(handle: Handle) -> Callable[[QueueRow], Awaitable[None]]:
    async def run(row: QueueRow) -> None:
        queued = QueuedJob(
            row.id, row.entrypoint, row.payload, row.attempts, row.updated - row.created
        )
        try:
            ending = await handle(queued)
        except Exception as error:  # noqa: BLE001 - its text may hold anything: only its class goes on
            ending = Again(_delay_after_fault(row.attempts), type(error).__name__)
        # Raised outside the handler above: what it caught must not travel along as context.
        if isinstance(ending, Again):
            raise RetryRequested(delay=ending.delay, reason=ending.reason)
        if isinstance(ending, Dead):
            raise JobHeld(ending.reason)

    return run


def _delay_after_fault(attempts: int) -> timedelta:
    """For a fault of our own around a job, mostly a database that went away."""
    return timedelta(seconds=min(2**attempts, 60))


class _PatientQueries(Queries):
    """A retry that the database is away for is written when it is back: PgQueuer would hold the
    job as failed instead."""

    async def retry_job(
        self, job: QueueRow, delay: timedelta, traceback_record: TracebackRecord | None
    ) -> None:
        for _ in range(RETRY_WRITES_MAX):
            try:
                return await super().retry_job(job, delay, traceback_record)
            except (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError):
                await asyncio.sleep(0.5)
        return await super().retry_job(job, delay, traceback_record)


class _GuardedDriver(AsyncpgPoolDriver):
    """Sets aside rows that PgQueuer cannot read: one such row would stop every batch it is in."""

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        rows = await super().fetch(query, *args)
        if not rows or "queue_manager_id" not in rows[0]:
            return rows
        readable = [row for row in rows if _is_readable(row)]
        for row in rows:
            if row not in readable:
                log.warning("job_unreadable", queue_id=row["id"])
                await self.execute(
                    f"UPDATE {SETTINGS.qualified.queue_table} SET status = 'failed',"  # noqa: S608
                    " queue_manager_id = NULL WHERE id = $1",
                    row["id"],
                )
        return readable


def _is_readable(row: dict[str, object]) -> bool:
    try:
        QueueRow.model_validate(row)
    except (ValidationError, ValueError):
        return False
    return True
