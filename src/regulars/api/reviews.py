"""/api/v1/verifications: papers that wait, looked at and decided about by whoever reviews them."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.sent import Pieces
from regulars.api.verifications import (
    VERIFICATIONS,
    Document,
    VerificationView,
    verification_view,
)
from regulars.api.views import Moment
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity import (
    REJECTION_REASONS,
    DocumentKind,
    QueuePlace,
    Scope,
    Verification,
    VerificationNotFound,
    VerificationState,
)
from regulars.runtime.files import read_file
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/verifications"
ONE = ADDRESS + "/{id:str}"
REVIEW = Scope.VERIFICATIONS_REVIEW
# Pictures are JPEG, the rest is PDF. Nobody's browser is to guess, and nothing in it is to run.
PAPER_TYPE = "application/octet-stream"
Reason = Annotated[str, Meta(extra_json_schema={"enum": list(REJECTION_REASONS)})]
Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]


class AskedFor(msgspec.Struct, forbid_unknown_fields=True):
    """What kind of paper is wanted."""

    document: Document


class Approval(msgspec.Struct, forbid_unknown_fields=True):
    """`until` is the last day that it counts; absent, it does not lapse. `birth_date` is what the
    paper shows, and has to be the record's; it needs `customers:birth_date`."""

    until: Day | UnsetType = UNSET
    birth_date: Day | UnsetType = UNSET


class Rejection(msgspec.Struct, forbid_unknown_fields=True):
    """The customer is told the reason, never the note. `asks_again` asks for a better one."""

    reason: Reason
    note: Annotated[str, Meta(max_length=1_000)] | UnsetType = UNSET
    asks_again: bool | UnsetType = UNSET


class ReviewView(msgspec.Struct):
    """A request for a paper, or one that was handed in. `papers` counts its files while they are
    kept: the first is at `/front`, the second at `/back`. `handed_in_by`: customer, staff or
    key. `note` is what the reviewer wrote for colleagues, told of one at a time."""

    id: UUID
    customer_id: UUID
    document: DocumentKind | None
    state: VerificationState
    reason: str | None
    note: str | None
    papers: int
    requested_at: Moment
    handed_in_at: Moment | None
    handed_in_by: str | None
    decided_at: Moment | None
    decided_by: UUID | None
    expires_at: Moment | None
    version: int


class ReviewList(msgspec.Struct):
    """Whoever has waited longest first, and where the next page begins; null on the last."""

    data: list[ReviewView]
    next_cursor: str | None


class ReviewQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Those that wait for a reviewer, unless `state` says otherwise."""

    state: Literal["pending", "requested", "approved", "rejected", "expired"] = "pending"
    document: DocumentKind | None = None


@operation(
    "POST",
    VERIFICATIONS + "/ask",
    Scope.CUSTOMERS_WRITE,
    body=AskedFor,
    answers={201: VerificationView},
)
async def ask_for_verification(call: Call, tx: Tx) -> Answer:
    """Ask a customer for a paper: they are told by SMS, else by e-mail, where that is proven."""
    call.require_good()
    portal = call.desk.portal(call.caller.tenant)
    document = call.body.values["document"]
    asked = await customers.ask_for_paper(tx, call.ids["id"], document, portal=portal)
    return Answer(201, verification_view(asked), resource_id=asked.id)


@operation("GET", ADDRESS, REVIEW, query=ReviewQuery, answers={200: ReviewList})
async def list_verifications_to_review(call: Call, tx: Tx) -> Answer:
    """List papers of all customers by how they stand, whoever has waited longest first."""
    call.require_good()
    state = call.query.values.get("state", "pending")
    document = call.query.values.get("document")
    bound = ["reviews", state, document]
    found = await customers.waiting_papers(
        tx,
        state=state,
        document=document,
        after=place_of(call, tx, bound, QueuePlace),
        limit=limit_of(call),
    )
    tx.note_reads("listed", found.customers)
    seen = [each for each in found.queue.verifications if each.holder_id in found.customers]
    following = cursor_to(tx, bound, found.queue.next)
    return Answer(200, ReviewList([_view(each) for each in seen], following))


@operation("GET", ONE, REVIEW, answers={200: ReviewView})
async def get_verification(call: Call, tx: Tx) -> Answer:
    """Open one, with what the reviewer noted."""
    call.require_good()
    verification, customer = await _seen(call, tx)
    tx.note_reads("read", [customer.id])
    return _shown(tx, verification, customer)


@operation("GET", ONE + "/front", REVIEW, answers={200: None}, gives=PAPER_TYPE)
async def get_paper_front(call: Call, tx: Tx) -> Answer:
    """Take the paper, or the first face of it: a JPEG or a PDF, as its name says."""
    return await _paper(call, tx, 1)


@operation("GET", ONE + "/back", REVIEW, answers={200: None}, gives=PAPER_TYPE)
async def get_paper_back(call: Call, tx: Tx) -> Answer:
    """Take the other face of a paper that has two."""
    return await _paper(call, tx, 2)


@operation("POST", ONE + "/approve", REVIEW, body=Approval, answers={200: ReviewView})
async def approve_verification(call: Call, tx: Tx) -> Answer:
    """Accept a paper. What staff or a key handed in is decided by another; an earlier approval of
    the same kind of paper is over with it."""
    call.require_good()
    if "birth_date" in call.body.values:
        # Who may not see the date could find it out by trying.
        call.caller.require(Scope.CUSTOMERS_BIRTH_DATE)
    with call.judged():
        approved = await customers.approve_paper(
            tx,
            call.ids["id"],
            until=call.body.values.get("until", ""),
            birth_date=call.body.values.get("birth_date", ""),
            expected_version=call.expected_version,
        )
    return await _decided(tx, approved)


@operation("POST", ONE + "/reject", REVIEW, body=Rejection, answers={200: ReviewView})
async def reject_verification(call: Call, tx: Tx) -> Answer:
    """Send a paper back, with a reason that the customer is told."""
    call.require_good()
    given = call.body.values
    with call.judged():
        rejected = await customers.reject_paper(
            tx,
            call.ids["id"],
            reason=given["reason"],
            note=given.get("note", ""),
            asks_again=given.get("asks_again", False),
            expected_version=call.expected_version,
            portal=call.desk.portal(call.caller.tenant),
        )
    return await _decided(tx, rejected)


@operation("POST", ONE + "/withdraw", REVIEW, answers={200: ReviewView})
async def withdraw_verification(call: Call, tx: Tx) -> Answer:
    """Take back a request that is no longer wanted, or an approval that should not have been
    given; its files go at once."""
    call.require_good()
    withdrawn = await customers.withdraw_paper(
        tx, call.ids["id"], expected_version=call.expected_version
    )
    return await _decided(tx, withdrawn)


OPERATIONS: tuple[Operation, ...] = (
    ask_for_verification,
    list_verifications_to_review,
    get_verification,
    get_paper_front,
    get_paper_back,
    approve_verification,
    reject_verification,
    withdraw_verification,
)


async def _seen(call: Call, tx: Tx) -> tuple[Verification, Customer]:
    verification, customer = await customers.seen_verification(tx, call.ids["id"])
    if verification.kind != "document":
        raise VerificationNotFound
    return verification, customer


async def _paper(call: Call, tx: Tx, place: int) -> Answer:
    """Every one that leaves is a look at the person whose it is."""
    call.require_good()
    verification, customer = await _seen(call, tx)
    file = await customers.read_paper(tx, customer, verification, place)
    tx.note_reads("revealed", [customer.id])
    content = await read_file(tx, file)
    return Answer(200, version=1, pieces=Pieces(file.name, len(content), _whole(content)))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _decided(tx: Tx, verification: Verification) -> Answer:
    found, customer = await customers.seen_verification(tx, verification.id)
    tx.note_reads("read", [customer.id])
    return _shown(tx, found, customer)


def _shown(tx: Tx, verification: Verification, customer: Customer) -> Answer:
    note = customers.note_of(tx, customer, verification).get("note")
    view = _view(verification, note)
    return Answer(
        200, view, version=verification.version, resource_id=customer.id, person=customer.key
    )


def _view(verification: Verification, note: str | None = None) -> ReviewView:
    handed, decided = verification.handed, verification.decided
    return ReviewView(
        id=verification.id,
        customer_id=verification.holder_id,
        document=verification.document_kind,
        state=verification.state,
        reason=verification.reason,
        note=note,
        papers=len(verification.evidence) if verification.has_files else 0,
        requested_at=verification.requested_at,
        handed_in_at=verification.handed_at,
        handed_in_by=handed.kind if handed else None,
        decided_at=verification.decided_at,
        decided_by=decided.id if decided else None,
        expires_at=verification.expires_at,
        version=verification.version,
    )
