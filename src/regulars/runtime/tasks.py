"""Work that takes longer than a page, as whoever began it sees it: how far it is, how it ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

State = Literal["waiting", "running", "done", "failed"]
# How work ended that whoever began it did not want any more.
CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Task:
    """`kind` and `outcome` are codes; a `total` of 0 is not known. `is_stalled` when nothing moved
    it for ten minutes."""

    id: UUID
    kind: str
    state: State
    done: int
    total: int
    outcome: str | None
    started_at: datetime
    finished_at: datetime | None
    is_stalled: bool = False

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "running") and not self.is_stalled


async def begin_task(tx: Tx, kind: str, *, total: int) -> UUID:
    """In the transaction whose fact has the worker do it; the actor sees it from then on."""
    task_id = new_id()
    await tx.run(sql.begin, id=task_id, kind=kind, total=total, actor_id=tx.context.actor_id)
    return task_id


async def own_tasks(tx: Tx, *, most: int = 10) -> list[Task]:
    """What this actor began within a day, the newest first."""
    rows = await tx.rows(sql.of_actor, actor_id=tx.context.actor_id, most=most)
    return [_task(row) for row in rows]


async def own_task(tx: Tx, task_id: UUID) -> Task | None:
    row = await tx.row(sql.one_of_actor, id=task_id, actor_id=tx.context.actor_id)
    return _task(row) if row else None


async def call_off_task(tx: Tx, task_id: UUID) -> bool:
    """The worker finds it ended at its next step. False when it had ended already, or is not
    this actor's."""
    gone = await tx.run(sql.call_off, id=task_id, actor_id=tx.context.actor_id, outcome=CALLED_OFF)
    return gone > 0


def _task(row: Row) -> Task:
    return Task(
        row["id"],
        row["kind"],
        row["state"],
        row["done"],
        row["total"],
        row["outcome"],
        row["started_at"],
        row["finished_at"],
        row["is_stalled"],
    )
