"""Delivering one fact to one reaction: exactly once in the database, whatever dies meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import structlog

from regulars.kernel.errors import Unavailable
from regulars.runtime import jobs
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.jobs import Job, JobRefused, QueuedJob
from regulars.runtime.jobs_door import Again, Dead, Done, Ending
from regulars.runtime.jobs_pace import Pace, pause
from regulars.runtime.reactions import (
    Errand,
    GiveUp,
    Later,
    Lost,
    Outcome,
    Reaction,
    Reactions,
    RecordedFact,
)
from regulars.runtime.sql import statements_beside
from regulars.runtime.telemetry import jobs_total
from regulars.runtime.tx import Tx
from regulars.runtime.vault import KeyStore
from regulars.worker.abroad import Abroad

sql = statements_beside(__file__)
log = structlog.get_logger(__name__)

STOPPING = Again(timedelta(0), "worker_stopping")
UNAVAILABLE = Again(timedelta(seconds=5), "Unavailable")
Answer = TypeVar("Answer")


class Deliverer:
    """Runs queued jobs: proves them, bounds them in time and number, and counts what fails."""

    def __init__(
        self,
        database: Database,
        keys: KeyStore,
        reactions: Reactions,
        *,
        pace: Pace,
        stop: asyncio.Event,
    ) -> None:
        self._database = database
        self._keys = keys
        self._reactions = reactions
        self._pace = pace
        self.stop = stop
        self._room = asyncio.Semaphore(pace.at_once)
        self._abroad = Abroad(pace)
        self._alone = asyncio.Lock()

    async def handle(self, queued: QueuedJob) -> Ending:
        try:
            job = jobs.open_job(self._keys, queued)
        except JobRefused as refused:
            log.warning("job_rejected", queue_id=queued.id, reason=refused.reason)
            await jobs.record_rejection(self._database, queued, refused)
            return _counted("rejected", Dead(refused.reason))
        reaction = self._reactions.named(job.kind)
        if reaction is None:
            return _counted("unknown", await self.bury(job, queued, "unknown_reaction"))
        if not reaction.goes_abroad:
            return _counted(reaction.name, await self._served(reaction, job, queued))
        if self._abroad.is_crowded(job.tenant_id):
            return Again(timedelta(seconds=self._pace.crowded_seconds), "crowded")
        async with self._abroad.place(job.tenant_id):
            return _counted(reaction.name, await self._served(reaction, job, queued))

    async def bury(self, job: Job, queued: QueuedJob, reason: str) -> Dead:
        async with self._database.transaction(_context(job)) as tx:
            await tx.run(sql.bury_waiting, **_place(job), reason=reason, queue_id=queued.id)
        return Dead(reason)

    async def _served(self, reaction: Reaction, job: Job, queued: QueuedJob) -> Ending:
        ending = await self._run(reaction, job, queued, alone=False)
        return ending or await self._run_alone(reaction, job, queued)

    async def _run_alone(self, reaction: Reaction, job: Job, queued: QueuedJob) -> Ending:
        """It may be what killed the worker. One suspect at a time, so that one that kills again
        is counted, and its neighbours are not."""
        async with self._alone:
            if self.stop.is_set():
                return STOPPING
            crashes = await self._database.unit(
                _context(job), lambda tx: tx.value(sql.count_crash, **_place(job))
            )
            if crashes is None:
                return Done()
            if crashes > self._pace.crashes_max:
                return await self.bury(job, queued, "worker_died")
            return await self._run(reaction, job, queued, alone=True) or STOPPING

    async def _run(
        self, reaction: Reaction, job: Job, queued: QueuedJob, *, alone: bool
    ) -> Ending | None:
        """None for a suspect that should run alone, and did not run."""
        async with self._room:
            outcome = await self._reacted(reaction, job, queued, alone=alone)
        return await self._gone(outcome, job, queued) if isinstance(outcome, Errand) else outcome

    async def _reacted(
        self, reaction: Reaction, job: Job, queued: QueuedJob, *, alone: bool
    ) -> Ending | Errand | None:
        """An outage of the database is no failure of the reaction: the job waits in hand."""

        async def run(tx: Tx) -> Ending | Errand | None:
            if not alone and await self._is_suspect(tx, queued):
                return None
            return await self._react(tx, reaction, job, queued)

        deadline = asyncio.get_running_loop().time() + self._pace.outage_seconds
        while not self.stop.is_set() and asyncio.get_running_loop().time() < deadline:
            try:
                return await self._attempt(lambda: self._unit(job, run), job, queued)
            except Unavailable:
                await pause(self.stop, 0.25)
        return STOPPING if self.stop.is_set() else UNAVAILABLE

    async def _attempt(
        self, work: Callable[[], Awaitable[Answer]], job: Job, queued: QueuedJob
    ) -> Answer | Ending:
        """Of an exception only the class's name goes on: its text may hold personal values."""
        try:
            return await work()
        except Unavailable as error:
            # A database that answers was refusing this reaction (a lock, a slow statement).
            if not await self._database.answers():
                raise
            reason = type(error).__name__
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            reason = type(error).__name__
        except (Exception, SystemExit) as error:  # noqa: BLE001 - any failure is counted and retried
            reason = type(error).__name__
        return await self._failed(job, queued, reason)

    async def _unit(self, job: Job, run: Callable[[Tx], Awaitable[Answer]]) -> Answer:
        async with asyncio.timeout(self._pace.reaction_seconds):
            return await self._database.unit(_context(job), run)

    async def _gone(self, errand: Errand, job: Job, queued: QueuedJob) -> Ending:
        """Out of the room: who waits for somebody else's server keeps nobody from the database."""
        result = await self._result(errand)
        async with self._room:
            try:
                return await self._attempt(
                    lambda: self._settled(errand, result, job, queued), job, queued
                )
            except Unavailable:
                return UNAVAILABLE

    async def _result(self, errand: Errand) -> Any:
        """In no transaction. Whatever happens is told to whoever settles it."""
        try:
            async with asyncio.timeout(self._pace.errand_seconds):
                return await errand.go()
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            return Lost("CancelledError")
        except Exception as error:  # noqa: BLE001 - its text may hold anything: only its class goes on
            return Lost(type(error).__name__)

    async def _settled(self, errand: Errand, result: Any, job: Job, queued: QueuedJob) -> Ending:
        """What came back is held on to while the database is away: nobody else knows it."""

        async def run(tx: Tx) -> Ending:
            row = await tx.row(sql.take, **_place(job))
            if row is None:
                return Done()
            return await self._end(tx, await errand.settle(tx, result), row["is_old"], job, queued)

        deadline = asyncio.get_running_loop().time() + self._pace.outage_seconds
        while True:
            try:
                return await self._unit(job, run)
            except Unavailable:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.25)

    async def _is_suspect(self, tx: Tx, queued: QueuedJob) -> bool:
        """Whether a worker took this job and never came back: each return counts as a retry.
        A young job cannot have been abandoned yet, so that most are not looked up."""
        if queued.age < timedelta(seconds=self._pace.heartbeat_seconds):
            return False
        return await jobs.picks_of(tx, queued) - 1 > queued.retries

    async def _react(
        self, tx: Tx, reaction: Reaction, job: Job, queued: QueuedJob
    ) -> Ending | Errand:
        row = await tx.row(sql.take, **_place(job))
        if row is None:
            return Done()
        outcome = await reaction.react(tx, RecordedFact.of(row))
        if isinstance(outcome, Errand):
            # Not done until somebody is back: a worker that dies on the way leaves it waiting.
            tx.later(sql.put_back, **_place(job))
            return outcome
        return await self._end(tx, outcome, row["is_old"], job, queued)

    async def _end(
        self, tx: Tx, outcome: Outcome, is_old: bool, job: Job, queued: QueuedJob
    ) -> Ending:
        if isinstance(outcome, Later):
            if not is_old:
                tx.later(sql.put_back, **_place(job))
                return Again(outcome.delay, "later")
            outcome = GiveUp("later_too_long")
        if isinstance(outcome, GiveUp):
            await tx.run(sql.bury, **_place(job), reason=outcome.reason, queue_id=queued.id)
            return Dead(outcome.reason)
        return Done()

    async def _failed(self, job: Job, queued: QueuedJob, reason: str) -> Ending:
        log.warning("reaction_failed", reaction=job.kind, fact=str(job.fact_id), error=reason)

        async def count(tx: Tx) -> Ending:
            failures = await tx.value(sql.count_failure, **_place(job), reason=reason)
            if failures is None:
                return Done()
            if failures < self._pace.failures_max:
                return Again(self._pace.delay_after(failures), reason)
            await tx.run(sql.bury, **_place(job), reason=reason, queue_id=queued.id)
            return Dead(reason)

        return await self._database.unit(_context(job), count)


def _counted(name: str, ending: Ending) -> Ending:
    jobs_total.labels(name, type(ending).__name__.lower()).inc()
    return ending


def _context(job: Job) -> Context:
    """Facts of a reaction name their cause, and keep its origin: what follows from an import
    is sent to nobody either."""
    return Context(
        job.tenant_id,
        actor_kind="system",
        origin=job.origin,
        cause_id=job.fact_id,
        route=job.kind,
    )


def _place(job: Job) -> dict[str, Any]:
    return {"fact_id": job.fact_id, "reaction": job.kind}
