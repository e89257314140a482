"""Jobs: which reaction, for which tenant's fact, under a MAC that only the tenant's key makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from regulars.kernel.ids import FactId, TenantId
from regulars.runtime.context import Context, Origin
from regulars.runtime.conversation import Conversation
from regulars.runtime.database import Database
from regulars.runtime.journal import Event, frame
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import KeysMissing, KeyStore, TenantKeys, mac, mac_holds

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class JobsRejected(Event):
    """A job was not what it claimed to be: it did not run. Its queue number is its subject."""

    name: ClassVar[str] = "jobs.rejected"
    subject_kind: ClassVar[str] = "job"
    queue_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """One reaction to one fact. `origin` is the fact's, and what the reaction's own facts get."""

    tenant_id: TenantId
    kind: str
    fact_id: FactId
    origin: Origin

    @property
    def key(self) -> str:
        """At most one such job is queued or running."""
        return f"{self.kind}:{self.fact_id}"


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A row of the queue, of which nothing is proven yet."""

    id: int
    kind: str
    payload: bytes | None
    retries: int = 0
    age: timedelta = timedelta(0)


class JobRefused(Exception):
    """A job is not run. `reason` is a code; `tenant_id` is whom it claims to belong to, where
    that is a tenant of ours."""

    def __init__(self, reason: str, tenant_id: TenantId | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.tenant_id = tenant_id


class _Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tenant: UUID
    fact: UUID
    origin: Origin
    mac: bytes


_payload = msgspec.json.Decoder(_Payload)


def seal_job(keys: TenantKeys, job: Job) -> bytes:
    """The job as the queue stores it: ids, and the MAC that binds them to tenant and kind."""
    proof = mac(keys.derive("jobs"), _bound(job))
    return msgspec.json.encode(_Payload(job.tenant_id, job.fact_id, job.origin, proof))


def open_job(keys: KeyStore, queued: QueuedJob) -> Job:
    """Raises JobRefused unless the named tenant's key made this payload for this kind."""
    try:
        said = _payload.decode(queued.payload or b"")
    except msgspec.MsgspecError:
        said = None
    if said is None:
        raise JobRefused("undecodable")
    job = Job(TenantId(said.tenant), queued.kind, FactId(said.fact), said.origin)
    try:
        own = keys.tenant(job.tenant_id)
    except KeysMissing:
        raise JobRefused("unknown_tenant") from None
    if not mac_holds(own.derive("jobs"), _bound(job), said.mac):
        raise JobRefused("wrong_mac", job.tenant_id)
    return job


async def enqueue(tx: Tx, jobs: Sequence[Job], *, priority: int = 0) -> None:
    """Written with everything else of the transaction; `wake` tells the workers."""
    if not jobs:
        return
    await tx.run(
        sql.enqueue,
        priority=priority,
        entrypoints=[job.kind for job in jobs],
        payloads=[seal_job(tx.keys, job) for job in jobs],
        keys=[job.key for job in jobs],
    )


async def wake(tx: Tx) -> None:
    await tx.run(sql.wake)


async def record_rejection(database: Database, queued: QueuedJob, refused: JobRefused) -> None:
    """Leaves a fact with the tenant that the job claimed to belong to."""
    if refused.tenant_id is None:
        return
    context = Context(refused.tenant_id, actor_kind="system", origin="system", route="worker")
    async with database.transaction(context) as tx:
        tx.emit(JobsRejected(queued.id, refused.reason), subject_id=UUID(int=queued.id), seq=1)


async def hold(house: Conversation, queued: QueuedJob, reason: str) -> None:
    await house.run(sql.hold, {"queue_id": queued.id, "reason": reason})


async def picks_of(tx: Tx, queued: QueuedJob) -> int:
    """How often some worker took this job from the queue."""
    return int(await tx.value(sql.picks, queue_id=queued.id))


async def of_unknown_kinds(
    house: Conversation, known: Sequence[str], *, age: timedelta, most: int
) -> list[QueuedJob]:
    """Jobs that nobody has taken for `age`, since no worker knows their kind."""
    kinds = {row["entrypoint"] for row in await house.rows(sql.queued_kinds, {})}
    if not (unknown := sorted(kinds.difference(known))):
        return []
    values = {"kinds": unknown, "age": age, "most": most}
    return [
        QueuedJob(row["id"], row["entrypoint"], row["payload"])
        for row in await house.rows(sql.waiting_of_kinds, values)
    ]


def _bound(job: Job) -> bytes:
    named = job.kind.encode(), job.fact_id.bytes, job.origin.encode()
    return frame((b"regulars.job.v1", job.tenant_id.bytes, *named))
