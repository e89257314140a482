"""What the log of reads knows of somebody's own work: whom they opened lately."""

from uuid import UUID

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def recent_subjects(tx: Tx, *, purpose: str, most: int) -> list[UUID]:
    """Whom this actor opened lately for this purpose, the last one first."""
    rows = await tx.rows(sql.recent, actor_id=tx.context.actor_id, purpose=purpose)
    subjects = dict.fromkeys(subject for row in rows for subject in row["subject_ids"])
    return list(subjects)[:most]
