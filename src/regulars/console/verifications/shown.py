"""From verifications to what the console shows of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from regulars.console.pages import Call
from regulars.console.verifications.views import AgeRow, ProofRow, Proofs, QueueRow
from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.identity import Hand, Scope, Verification
from regulars.domains.tenants import read_verification_rules
from regulars.runtime.tx import Tx

ROWS_MAX = 4


async def proofs_of(call: Call, tx: Tx, customer: Customer) -> Proofs:
    """Phone and e-mail as the record has them, and the newest papers."""
    visit = call.visit
    known = await identity.verifications_of(tx, customer.id)
    papers = [each for each in known if each.kind == "document"]
    may_review = visit.may(Scope.VERIFICATIONS_REVIEW)
    may_write = visit.may(Scope.CUSTOMERS_WRITE) and customer.deleted_at is None
    has_pending = any(each.state == "pending" for each in papers)
    contacts = [
        ProofRow(name, "approved" if at else "unproven", at)
        for name, value, at in (
            ("phone", customer.person.phone, customer.verified.phone_at),
            ("email", customer.person.email, customer.verified.email_at),
        )
        if value
    ]
    shown = tuple(_proof_row(each, may_review, may_write) for each in papers[:ROWS_MAX])
    return Proofs(
        (*contacts, *shown),
        await ages_of(call, tx, customer),
        may_hand_in=may_write and not has_pending,
        may_ask=may_write and not any(each.is_open for each in papers),
    )


async def ages_of(call: Call, tx: Tx, customer: Customer) -> tuple[AgeRow, ...]:
    """For who may ask: the answers, and no birth date."""
    if not call.visit.may(Scope.CUSTOMERS_AGE):
        return ()
    found = await customers.ages_of(tx, customer, await read_verification_rules(tx))
    return tuple(AgeRow(each.category, each.age, each.answer, each.evidence) for each in found)


def queue_row(
    call: Call, verification: Verification, customer: Customer, names: Mapping[UUID, str]
) -> QueueRow:
    hand = verification.handed or verification.requested
    return QueueRow(
        id=str(verification.id),
        document=verification.document_kind or "other",
        state=verification.state,
        at=verification.handed_at or verification.requested_at,
        number=customer.shown_number,
        name=customer.person.name or customer.person.name2,
        picture=None,
        customer_id=str(customer.id),
        handed_by=name_of(hand, names),
        handed_kind=hand.kind,
        until=verification.last_moment,
        is_own=is_own(call, verification),
    )


def name_of(hand: Hand | None, names: Mapping[UUID, str]) -> str | None:
    return names.get(hand.id) if hand and hand.id and hand.kind == "staff" else None


def is_own(call: Call, verification: Verification) -> bool:
    staff_id = call.visit.signed_in.session.staff_id
    return verification.handed == Hand("staff", staff_id)


def staff_in(verifications: Sequence[Verification]) -> list[UUID]:
    hands = [hand for each in verifications for hand in (each.requested, each.handed, each.decided)]
    return [hand.id for hand in hands if hand and hand.id and hand.kind == "staff"]


def _proof_row(verification: Verification, may_review: bool, may_write: bool) -> ProofRow:
    return ProofRow(
        verification.document_kind or "other",
        verification.state,
        verification.decided_at or verification.handed_at or verification.requested_at,
        verification.last_moment,
        verification.reason,
        str(verification.id) if may_review and verification.state != "requested" else None,
        may_withdraw=may_write and verification.state == "requested",
    )
