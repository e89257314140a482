"""What the worker writes of a long piece of work: each step in its own commit, so that it shows."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class TaskAtHand:
    id: UUID
    state: str
    done: int
    total: int

    @property
    def is_first_step(self) -> bool:
        return self.state == "waiting"


async def task_at_hand(tx: Tx, task_id: UUID) -> TaskAtHand | None:
    """None once it has ended, or was pruned."""
    row = await tx.row(sql.read, id=task_id)
    if row is None or row["state"] not in ("waiting", "running"):
        return None
    return TaskAtHand(row["id"], row["state"], row["done"], row["total"])


async def advance_task(tx: Tx, task_id: UUID, *, done: int) -> bool:
    """False when it was called off meanwhile."""
    return await tx.run(sql.advance, id=task_id, done=done) > 0


async def finish_task(
    tx: Tx, task_id: UUID, *, state: Literal["done", "failed"], done: int, outcome: str
) -> bool:
    """`outcome` is a code; a page has the words. False when it was called off meanwhile."""
    return await tx.run(sql.finish, id=task_id, state=state, done=done, outcome=outcome) > 0


async def prune_tasks(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune, most=most)
