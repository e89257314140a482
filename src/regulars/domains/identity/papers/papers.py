"""Papers: asked for, handed in, accepted or not by somebody else, withdrawn. Files go, what came
of them stays."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from regulars.domains.identity.errors import (
    PapersGone,
    VerificationClosed,
    VerificationNotFound,
    VerificationOpen,
)
from regulars.domains.identity.papers.events import (
    IdentityVerificationDecided,
    IdentityVerificationEnded,
    IdentityVerificationRequested,
)
from regulars.domains.identity.papers.lapses import lapse_of_holder
from regulars.domains.identity.papers.rules import (
    VERIFICATION_NOTE,
    Approval,
    DocumentKind,
    Hand,
    Holder,
    Outcome,
    Rejection,
    State,
    Verification,
    require_move,
    require_other_eyes,
)
from regulars.domains.identity.papers.verifications import verification_by_id, verification_of
from regulars.domains.tenants import VerificationRules
from regulars.kernel.errors import Outdated
from regulars.kernel.ids import new_id
from regulars.runtime.files import StoredFile, file_by_id, keep_file, let_files_go
from regulars.runtime.papers import Paper
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def ask_for_document(
    tx: Tx, holder: Holder, document: DocumentKind, rules: VerificationRules
) -> Verification:
    """Waits for the holder. The caller holds the holder's row, so nobody else asks meanwhile."""
    if await _open(tx, holder) is not None:
        raise VerificationOpen
    return await _request(tx, holder, document, "requested", (), rules)


async def hand_in_document(
    tx: Tx,
    holder: Holder,
    document: DocumentKind,
    papers: Sequence[Paper],
    rules: VerificationRules,
) -> Verification:
    """For what was asked for, or of one's own accord. The caller holds the holder's row. Files
    live as long as the request, and what they are called says nothing of anybody."""
    waiting = await _open(tx, holder)
    if waiting is not None and waiting.state == "pending":
        raise VerificationOpen
    files = tuple(
        [
            await keep_file(
                tx,
                name=f"document-{place}.{paper.ending}",
                media_type=paper.media_type,
                content=paper.content,
                person=holder.key,
                days=_files_days(rules),
            )
            for place, paper in enumerate(papers, 1)
        ]
    )
    if waiting is None:
        return await _request(tx, holder, document, "pending", files, rules)
    require_move(waiting, "pending")
    hand = Hand.of(tx.context)
    await tx.run(
        sql.hand_in,
        id=waiting.id,
        document_kind=document,
        evidence=list(files),
        files_days=_files_days(rules),
        wait_days=rules.wait_days,
        handed_kind=hand.kind,
        handed_by=hand.id,
        version=waiting.version,
    )
    _announce_request(tx, holder, waiting.id, document, "pending", waiting.version + 1)
    return await verification_by_id(tx, waiting.id)


async def approve_document(
    tx: Tx,
    holder: Holder,
    verification_id: UUID,
    approval: Approval,
    rules: VerificationRules,
    *,
    expected_version: int | None,
) -> Verification:
    """An earlier approval of the same kind of paper is over with this one."""
    verification = await _to_decide(tx, verification_id, "approved", expected_version)
    known = {"birth_date": approval.birth_date.isoformat()} if approval.birth_date else {}
    for row in await tx.rows(sql.approved_locked, holder_id=holder.id, kinds=["document"]):
        earlier = verification_of(row)
        if earlier.document_kind == verification.document_kind and earlier.state == "approved":
            await withdraw_locked(tx, earlier, "superseded")
    return await _decide(
        tx, holder, verification, "approved", None, known, rules, until=approval.until
    )


async def reject_document(
    tx: Tx,
    holder: Holder,
    verification_id: UUID,
    rejection: Rejection,
    rules: VerificationRules,
    *,
    expected_version: int | None,
) -> Verification:
    """Asked for again, this one is over all the same: what was handed in before stays told."""
    verification = await _to_decide(tx, verification_id, "rejected", expected_version)
    known = {"note": rejection.note} if rejection.note else {}
    rejected = await _decide(
        tx, holder, verification, "rejected", rejection.reason, known, rules, until=None
    )
    if rejection.asks_again and verification.document_kind:
        await _request(tx, holder, verification.document_kind, "requested", (), rules)
    return rejected


async def withdraw_document(
    tx: Tx, verification_id: UUID, *, expected_version: int | None = None
) -> Verification:
    """A request that is no longer wanted, or an approval that should not have been given. Its
    files go at once."""
    verification = await locked_document(tx, verification_id)
    require_move(verification, "withdrawn")
    if expected_version not in (None, verification.version):
        raise Outdated
    await withdraw_locked(tx, verification, "withdrawn")
    return await verification_by_id(tx, verification_id)


async def paper_of(tx: Tx, holder: Holder, verification: Verification, place: int) -> StoredFile:
    """One of what was handed in, opened with the holder's key. Raises PapersGone."""
    if not verification.has_files or not 1 <= place <= len(verification.evidence):
        raise PapersGone
    return await file_by_id(tx, verification.evidence[place - 1], person=holder.key)


async def _open(tx: Tx, holder: Holder) -> Verification | None:
    await lapse_of_holder(tx, holder.id)
    row = await tx.row(sql.open_locked, holder_id=holder.id, kind="document")
    return verification_of(row) if row else None


async def locked_document(tx: Tx, verification_id: UUID) -> Verification:
    row = await tx.row(sql.one_locked, id=verification_id)
    if row is None or row["kind"] != "document":
        raise VerificationNotFound
    return verification_of(row)


async def _to_decide(
    tx: Tx, verification_id: UUID, outcome: Outcome, expected_version: int | None
) -> Verification:
    """As the reviewer saw it, and not their own."""
    verification = await locked_document(tx, verification_id)
    require_move(verification, outcome)
    if expected_version not in (None, verification.version):
        raise Outdated
    require_other_eyes(verification, Hand.of(tx.context))
    return verification


async def _decide(
    tx: Tx,
    holder: Holder,
    verification: Verification,
    outcome: Outcome,
    reason: str | None,
    known: dict[str, str],
    rules: VerificationRules,
    *,
    until: Any,
) -> Verification:
    hand = Hand.of(tx.context)
    decided = await tx.run(
        sql.decide,
        id=verification.id,
        state=outcome,
        reason=reason,
        sealed=tx.people.seal(VERIFICATION_NOTE, known, row_id=verification.id, person=holder.key)
        if known
        else None,
        decided_kind=hand.kind,
        decided_by=hand.id,
        kept_days=rules.kept_days,
        until=until,
        time_zone=rules.time_zone,
        version=verification.version,
    )
    if not decided:
        raise VerificationClosed(state="decided")
    await let_files_go(tx, verification.evidence, after_days=rules.kept_days)
    tx.emit(
        IdentityVerificationDecided(
            verification.id, "document", verification.document_kind, outcome, reason
        ),
        subject_id=holder.id,
        seq=verification.version + 1,
        related_id=verification.id,
    )
    return await verification_by_id(tx, verification.id)


async def withdraw_locked(
    tx: Tx,
    verification: Verification,
    reason: Literal["withdrawn", "superseded", "taken_back"],
) -> None:
    hand = Hand.of(tx.context)
    await tx.run(
        sql.withdraw,
        id=verification.id,
        reason=reason,
        decided_kind=hand.kind,
        decided_by=hand.id,
        version=verification.version,
    )
    await let_files_go(tx, verification.evidence, after_days=0)
    tx.emit(
        IdentityVerificationEnded(
            verification.id, "document", verification.document_kind, "withdrawn", reason
        ),
        subject_id=verification.holder_id,
        seq=verification.version + 1,
        related_id=verification.id,
    )


async def _request(
    tx: Tx,
    holder: Holder,
    document: DocumentKind,
    state: State,
    files: tuple[UUID, ...],
    rules: VerificationRules,
) -> Verification:
    verification_id, hand = new_id(), Hand.of(tx.context)
    await tx.run(
        sql.request,
        id=verification_id,
        subject_kind=holder.kind,
        subject_id=holder.id,
        kind="document",
        document_kind=document,
        state=state,
        evidence=list(files),
        files_days=_files_days(rules),
        wait_days=rules.wait_days,
        requested_kind=hand.kind,
        requested_by=hand.id,
        handed_kind=hand.kind if files else None,
        handed_by=hand.id if files else None,
    )
    _announce_request(tx, holder, verification_id, document, state, 1)
    return await verification_by_id(tx, verification_id)


def _announce_request(
    tx: Tx, holder: Holder, verification_id: UUID, document: DocumentKind, state: State, seq: int
) -> None:
    tx.emit(
        IdentityVerificationRequested(verification_id, "document", document, state),
        subject_id=holder.id,
        seq=seq,
        related_id=verification_id,
    )


def _files_days(rules: VerificationRules) -> int:
    """Decided on the last day, a paper is still kept as long as the shop wants."""
    return rules.wait_days + rules.kept_days
