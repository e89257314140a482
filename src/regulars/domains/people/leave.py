"""Invitations that end by themselves: their sender left, whom they were for left, time ran out."""

from uuid import UUID

from regulars.domains.people.events import (
    PeopleInvitationExpired,
    PeopleInvitationReplaced,
    PeopleInvitationVoided,
)
from regulars.domains.people.model import VoidWhy
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BATCH = 500


async def void_of_inviter(tx: Tx, kind: str, inviter_id: UUID) -> int:
    """How many; as many as BATCH means that some may be left."""
    rows = await tx.rows(sql.of_inviter, kind=kind, id=inviter_id, most=BATCH)
    return await _void(tx, rows, "inviter_gone")


async def void_of_customer(tx: Tx, customer_id: UUID) -> int:
    rows = await tx.rows(sql.of_customer, id=customer_id, most=BATCH)
    return await _void(tx, rows, "customer_gone")


async def replace_older(tx: Tx, customer_id: UUID) -> None:
    """Those that whoever sent the newest could not see, being another branch's."""
    rows = await tx.rows(sql.older, id=customer_id, most=BATCH)
    await tx.run(sql.settle, ids=[row["id"] for row in rows], state="replaced")
    for row in rows:
        replaced = PeopleInvitationReplaced(row["customer_id"], row["id"])
        tx.emit(replaced, subject_id=row["customer_id"], seq=0, related_id=row["id"])


async def expire_invitations(tx: Tx, most: int) -> int:
    """Their links are dead already; this says so, in the list and in the trail."""
    rows = await tx.rows(sql.over, most=most)
    await tx.run(sql.settle, ids=[row["id"] for row in rows], state="expired")
    for row in rows:
        expired = PeopleInvitationExpired(row["customer_id"], row["id"])
        tx.emit(expired, subject_id=row["customer_id"], seq=0, related_id=row["id"])
    return len(rows)


async def _void(tx: Tx, rows: list[Row], why: VoidWhy) -> int:
    await tx.run(sql.settle, ids=[row["id"] for row in rows], state="voided")
    for row in rows:
        voided = PeopleInvitationVoided(row["customer_id"], row["id"], why)
        tx.emit(voided, subject_id=row["customer_id"], seq=0, related_id=row["id"])
    return len(rows)
