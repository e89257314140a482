"""Proven phones and e-mails as verifications: written where they are proven, with the proof. What
happened is announced there too, and not once more here."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from regulars.domains.identity.papers.rules import Hand, Holder
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Proven = Literal["phone", "email"]


async def note_proven(
    tx: Tx, holder: Holder, kind: Proven, *, challenge_id: UUID | None = None
) -> UUID:
    """A code was right. What stood before is over: the newest proof counts. Whoever marks an
    identifier as proven calls this in the same transaction, holding the holder's row."""
    await note_unproven(tx, holder.id, [kind], reason="superseded")
    verification_id, hand = new_id(), Hand.of(tx.context)
    await tx.run(
        sql.note_proven,
        id=verification_id,
        subject_kind=holder.kind,
        subject_id=holder.id,
        kind=kind,
        evidence=[challenge_id] if challenge_id else [],
        hand_kind=hand.kind,
        hand_id=hand.id,
    )
    return verification_id


async def note_unproven(
    tx: Tx,
    holder_id: UUID,
    kinds: Sequence[Proven],
    *,
    reason: Literal["superseded", "released"] = "released",
) -> None:
    """It is theirs no more: changed, given up, or gone to somebody else."""
    rows = await tx.rows(sql.standing, holder_id=holder_id, kinds=list(kinds))
    if not rows:
        return
    hand = Hand.of(tx.context)
    await tx.run(
        sql.end,
        ids=[row["id"] for row in rows],
        reason=reason,
        decided_kind=hand.kind,
        decided_by=hand.id,
    )
