"""A customer's papers: handed in, looked at and decided about, sealed under the customer's key."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers.errors import CustomerDeleted
from regulars.domains.customers.model import Customer
from regulars.domains.customers.papers.told import tell_of_paper
from regulars.domains.customers.portal import Portal
from regulars.domains.customers.rows import customer_by_id, customers_by_ids, locked_customer
from regulars.domains.identity import (
    PAGES_MAX,
    DocumentKind,
    Holder,
    Queue,
    QueuePlace,
    Verification,
    VerificationNotFound,
    VerificationState,
)
from regulars.domains.tenants import read_verification_rules
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.runtime.files import StoredFile
from regulars.runtime.papers import Paper, judged_paper
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of the reviewers' queue, with whom each is about. Who may not see a customer is not
    shown their papers either."""

    queue: Queue
    customers: dict[UUID, Customer]


def as_holder(customer: Customer) -> Holder:
    return Holder(customer.id, customer.key)


async def judge_papers(files: Sequence[tuple[str, bytes]]) -> tuple[Paper, ...]:
    """By field, what was sent. Raises Invalid for all that is no paper. Takes its time, so it
    comes before a transaction."""
    if not 1 <= len(files) <= PAGES_MAX:
        raise Invalid(FieldError(files[0][0] if files else "front", "required"))
    papers, errors = [], []
    for name, raw in files:
        try:
            papers.append(await judged_paper(raw))
        except BadValue as bad:
            errors.append(bad.at(name))
    if errors:
        raise Invalid(*errors)
    return tuple(papers)


async def hand_in_paper(
    tx: Tx, customer_id: UUID, document: DocumentKind, papers: Sequence[Paper]
) -> Verification:
    """By staff, a key, or the customer in their own unit of work, who is held to a few a day.
    Raises VerificationOpen while another one waits, PapersTooMany."""
    customer = await _held(tx, customer_id)
    if tx.context.actor_kind == "customer":
        await identity.refuse_many_papers(tx, customer.id)
    rules = await read_verification_rules(tx)
    return await identity.hand_in_document(tx, as_holder(customer), document, papers, rules)


async def ask_for_paper(
    tx: Tx, customer_id: UUID, document: DocumentKind, *, portal: Portal
) -> Verification:
    """They are told where to hand it in, if they can be reached."""
    customer = await _held(tx, customer_id)
    rules = await read_verification_rules(tx)
    asked = await identity.ask_for_document(tx, as_holder(customer), document, rules)
    await tell_of_paper(tx, customer, "paper_asked", portal=portal)
    return asked


async def take_paper_back(tx: Tx, customer_id: UUID, verification_id: UUID) -> Verification:
    """By whose it is, while nobody decided. Raises VerificationClosed, and VerificationNotFound
    for anybody else's."""
    await locked_customer(tx, customer_id)
    verification = await identity.verification_by_id(tx, verification_id)
    if verification.holder_id != customer_id:
        raise VerificationNotFound
    return await identity.take_back_document(tx, verification_id)


async def approve_paper(
    tx: Tx, verification_id: UUID, *, until: str, birth_date: str, expected_version: int | None
) -> Verification:
    """As the reviewer typed it. Raises Invalid, VerificationClosed, OwnPaper, Outdated."""
    customer = await _subject(tx, verification_id, living=True)
    rules = await read_verification_rules(tx)
    approval = identity.read_approval(
        until=until,
        birth_date=birth_date,
        declared=customer.person.birth_date,
        today=rules.today,
    )
    approved = await identity.approve_document(
        tx, as_holder(customer), verification_id, approval, rules, expected_version=expected_version
    )
    await tell_of_paper(tx, customer, "paper_approved")
    return approved


async def reject_paper(
    tx: Tx,
    verification_id: UUID,
    *,
    reason: str,
    note: str,
    asks_again: bool,
    expected_version: int | None,
    portal: Portal,
) -> Verification:
    customer = await _subject(tx, verification_id, living=asks_again)
    rejection = identity.read_rejection(reason=reason, note=note, asks_again=asks_again)
    rejected = await identity.reject_document(
        tx,
        as_holder(customer),
        verification_id,
        rejection,
        await read_verification_rules(tx),
        expected_version=expected_version,
    )
    await tell_of_paper(tx, customer, f"paper_{rejection.reason}", portal=portal)
    return rejected


async def withdraw_paper(
    tx: Tx, verification_id: UUID, *, expected_version: int | None = None
) -> Verification:
    await _subject(tx, verification_id, living=False)
    return await identity.withdraw_document(tx, verification_id, expected_version=expected_version)


async def seen_verification(tx: Tx, verification_id: UUID) -> tuple[Verification, Customer]:
    """With the customer, whom the caller has to be able to see."""
    verification = await identity.verification_by_id(tx, verification_id)
    return verification, await customer_by_id(tx, verification.holder_id)


async def read_paper(
    tx: Tx, customer: Customer, verification: Verification, place: int
) -> StoredFile:
    return await identity.paper_of(tx, as_holder(customer), verification, place)


def note_of(tx: Tx, customer: Customer, verification: Verification) -> dict[str, str]:
    return identity.opened_note(tx, verification, as_holder(customer))


async def waiting_papers(
    tx: Tx,
    *,
    state: VerificationState = "pending",
    document: DocumentKind | None = None,
    after: QueuePlace | None = None,
    limit: int,
) -> Waiting:
    queue = await identity.read_queue(
        tx, state=state, document_kind=document, after=after, limit=limit
    )
    seen = await customers_by_ids(tx, {each.holder_id for each in queue.verifications})
    return Waiting(queue, {customer.id: customer for customer in seen})


async def _held(tx: Tx, customer_id: UUID) -> Customer:
    customer = await locked_customer(tx, customer_id)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    return customer


async def _subject(tx: Tx, verification_id: UUID, *, living: bool) -> Customer:
    """The customer first, then the verification: everybody takes the two locks in this order."""
    verification = await identity.verification_by_id(tx, verification_id)
    customer = await locked_customer(tx, verification.holder_id)
    if living and customer.deleted_at is not None:
        raise CustomerDeleted
    return customer
