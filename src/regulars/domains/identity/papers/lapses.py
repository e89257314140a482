"""Requests that nobody answered and proofs whose time is over: ended by the database's clock."""

from uuid import UUID

from regulars.domains.identity.papers.events import IdentityVerificationEnded
from regulars.runtime.conversation import Row
from regulars.runtime.files import let_files_go
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def lapse_verifications(tx: Tx, most: int) -> int:
    """By the timetable, each with a fact; fewer than `most` means that none is left."""
    return await _announced(tx, await tx.rows(sql.lapse_some, most=most))


async def lapse_of_holder(tx: Tx, holder_id: UUID) -> None:
    """Before another request: the timetable may not have come by yet."""
    await _announced(tx, await tx.rows(sql.lapse_of, holder_id=holder_id))


async def _announced(tx: Tx, rows: list[Row]) -> int:
    if unseen := [file_id for row in rows for file_id in row["unseen"]]:
        await let_files_go(tx, unseen, after_days=0)
    for row in rows:
        tx.emit(
            IdentityVerificationEnded(
                row["id"], row["kind"], row["document_kind"], "expired", None
            ),
            subject_id=row["subject_id"],
            seq=row["version"],
            related_id=row["id"],
        )
    return len(rows)
