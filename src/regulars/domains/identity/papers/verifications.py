"""What was proven about somebody and what waits to be looked at: read, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from regulars.domains.identity.errors import VerificationNotFound
from regulars.domains.identity.papers.rules import (
    STATES,
    VERIFICATION_NOTE,
    DocumentKind,
    Hand,
    Holder,
    State,
    Verification,
)
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

OF_HOLDER_MAX = 50
COUNTED_MAX = 1_000


class QueuePlace(NamedTuple):
    """The last one of a page."""

    since: datetime
    id: UUID


FIRST_PLACE = QueuePlace(datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


@dataclass(frozen=True, slots=True)
class Queue:
    verifications: tuple[Verification, ...]
    next: QueuePlace | None


async def verification_by_id(tx: Tx, verification_id: UUID) -> Verification:
    """Raises VerificationNotFound. Whether the caller may see whom it is about is asked above."""
    row = await tx.row(sql.one, id=verification_id)
    if row is None:
        raise VerificationNotFound
    return verification_of(row)


async def verifications_of(tx: Tx, holder_id: UUID) -> list[Verification]:
    """Newest first, what is over too."""
    rows = await tx.rows(sql.of_holder, holder_id=holder_id, most=OF_HOLDER_MAX)
    return [verification_of(row) for row in rows]


async def proofs_of_birth(tx: Tx, holder_id: UUID) -> list[Verification]:
    """Papers that were accepted, newest first, and with a note that may hold a birth date."""
    rows = await tx.rows(sql.noted, holder_id=holder_id, most=OF_HOLDER_MAX)
    return [verification_of(row) for row in rows]


async def read_queue(
    tx: Tx,
    *,
    state: State = "pending",
    document_kind: DocumentKind | None = None,
    after: QueuePlace | None = None,
    limit: int,
) -> Queue:
    """Documents, those that have waited longest first."""
    place = after or FIRST_PLACE
    rows = await tx.page(
        sql.in_queue,
        state=state,
        document_kind=document_kind,
        after_since=place.since,
        after_id=place.id,
        most=limit + 1,
    )
    found = tuple(verification_of(row) for row in rows[:limit])
    last = QueuePlace(found[-1].since, found[-1].id) if len(rows) > limit else None
    return Queue(found, last)


async def count_queue(tx: Tx, states: Sequence[State] = STATES) -> dict[State, int]:
    """Documents by state, each counted to a thousand."""
    rows = await tx.rows(sql.counts, states=list(states), most=COUNTED_MAX)
    return {row["state"]: row["many"] for row in rows}


def opened_note(tx: Tx, verification: Verification, holder: Holder) -> dict[str, Any]:
    """What the reviewer wrote, and the birth date that the paper proved; empty where nothing."""
    if verification.sealed is None:
        return {}
    return tx.people.open(
        VERIFICATION_NOTE, verification.sealed, row_id=verification.id, person=holder.key
    )


def verification_of(row: Row) -> Verification:
    return Verification(
        id=row["id"],
        holder_id=row["subject_id"],
        kind=row["kind"],
        document_kind=row["document_kind"],
        state=row["state"],
        evidence=tuple(row["evidence"]),
        has_files=row["has_files"],
        requested=Hand(row["requested_kind"], row["requested_by"]),
        requested_at=row["requested_at"],
        handed=Hand(row["handed_kind"], row["handed_by"]) if row["handed_kind"] else None,
        handed_at=row["handed_at"],
        decided=Hand(row["decided_kind"], row["decided_by"]) if row["decided_kind"] else None,
        decided_at=row["decided_at"],
        reason=row["reason"],
        expires_at=row["expires_at"],
        since=row["waits_since"],
        version=row["version"],
        sealed=row["sealed"],
    )
