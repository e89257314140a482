"""The log of reads as a list: who looked at a customer, why and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

LAST_ID = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Look:
    """One request that showed personal data of `subjects_count` people."""

    id: UUID
    kind: str
    actor_kind: str
    actor_id: UUID | None
    branch_id: UUID | None
    purpose: str
    route: str
    at: datetime
    subjects_count: int


@dataclass(frozen=True, slots=True)
class LookPage:
    looks: tuple[Look, ...]
    next: UUID | None


async def list_looks(
    tx: Tx, *, subject_id: UUID | None = None, limit: int, after: UUID | None = None
) -> LookPage:
    """Newest first, of one subject or of everybody."""
    values = {"after_id": after or LAST_ID, "most": limit + 1}
    if subject_id is None:
        rows = await tx.rows(sql.looks, **values)
    else:
        rows = await tx.rows(sql.looks_at, subject_id=subject_id, **values)
    looks = tuple(_look(row) for row in rows[:limit])
    return LookPage(looks, looks[-1].id if len(rows) > limit else None)


def _look(row: Row) -> Look:
    return Look(
        row["id"],
        row["kind"],
        row["actor_kind"],
        row["actor_id"],
        row["branch_id"],
        row["purpose"],
        row["route"],
        row["at"],
        row["subjects_count"],
    )


async def recent_subjects(tx: Tx, *, purpose: str, most: int) -> list[UUID]:
    """Whom this actor opened lately for this purpose, the last one first."""
    rows = await tx.rows(sql.recent, actor_id=tx.context.actor_id, purpose=purpose)
    subjects = dict.fromkeys(subject for row in rows for subject in row["subject_ids"])
    return list(subjects)[:most]
