"""/api/v1/customers/{id}: what was proven, papers handed in, and whether somebody is of age."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.parts import files_of
from regulars.api.views import Moment
from regulars.domains import customers, identity
from regulars.domains.identity import DocumentKind, Scope, Verification
from regulars.domains.tenants import AgeCategory
from regulars.runtime.form_parts import is_form
from regulars.runtime.papers import PAPER_BYTES_MAX, PAPER_TYPES, Paper
from regulars.runtime.tx import Tx

FACES = ("front", "back")
VERIFICATIONS = "/api/v1/customers/{id:str}/verifications"
Category = Annotated[AgeCategory, Meta(description="What is to be sold.")]
Document = Annotated[DocumentKind, Meta(description="What kind of paper it is.")]


class AgeQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One of the categories that the tenant has set an age for."""

    category: Category


class AgeView(msgspec.Struct):
    """`answer` is about the tenant's own day. `unknown` is not yes: ask for a paper. `evidence`:
    a birth date that was said, or one that a paper proved; null where there is none."""

    category: str
    age: int
    answer: Literal["yes", "no", "unknown"]
    evidence: Literal["declared", "document"] | None


class VerificationView(msgspec.Struct):
    """One proof, or a request for one. `expires_at`: when an open request lapses, or a proof."""

    id: UUID
    kind: Literal["phone", "email", "document"]
    document: str | None
    state: Literal["requested", "pending", "approved", "rejected", "expired", "withdrawn"]
    reason: str | None
    requested_at: Moment
    decided_at: Moment | None
    expires_at: Moment | None


class VerificationList(msgspec.Struct):
    """The fifty newest, on one page."""

    data: list[VerificationView]
    next_cursor: str | None


class PaperQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the body, or the form, shows."""

    document: Document


async def judged(call: Call) -> tuple[Paper, ...]:
    """One file as it is, or both faces in a form."""
    with call.judged():
        files = [("body", call.content)]
        if is_form(call.content_type):
            files = files_of(call.content, call.content_type, names=FACES)
        return await customers.judge_papers(files)


@operation(
    "GET",
    "/api/v1/customers/{id:str}/age",
    Scope.CUSTOMERS_AGE,
    query=AgeQuery,
    answers={200: AgeView},
)
async def get_age(call: Call, tx: Tx) -> Answer:
    """Ask whether a customer is of age for what is sold; no birth date is shown."""
    call.require_good()
    found = await customers.is_of_age(tx, call.ids["id"], call.query.values["category"])
    tx.note_reads("listed", [call.ids["id"]])
    return Answer(200, AgeView(found.category, found.age, found.answer, found.evidence))


@operation("GET", VERIFICATIONS, Scope.CUSTOMERS_READ, answers={200: VerificationList})
async def list_verifications(call: Call, tx: Tx) -> Answer:
    """List what was proven about a customer, and what waits, newest first."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.ids["id"])
    tx.note_reads("listed", [customer.id])
    found = await identity.verifications_of(tx, customer.id)
    return Answer(200, VerificationList([verification_view(each) for each in found], None))


@operation(
    "POST",
    VERIFICATIONS,
    Scope.CUSTOMERS_WRITE,
    query=PaperQuery,
    answers={201: VerificationView},
    takes=PAPER_TYPES,
    takes_bytes_max=PAPER_BYTES_MAX,
    parts=FACES,
    beforehand=judged,
)
async def create_verification(call: Call, tx: Tx) -> Answer:
    """Hand in a paper for review: a picture or a PDF up to 5 MB, or both faces of it as `front` and
    `back` of a form. A picture is drawn anew."""
    call.require_good()
    verification = await customers.hand_in_paper(
        tx, call.ids["id"], call.query.values["document"], call.prepared
    )
    return Answer(201, verification_view(verification), resource_id=verification.id)


OPERATIONS: tuple[Operation, ...] = (get_age, list_verifications, create_verification)


def verification_view(verification: Verification) -> VerificationView:
    return VerificationView(
        id=verification.id,
        kind=verification.kind,
        document=verification.document_kind,
        state=verification.state,
        reason=verification.reason,
        requested_at=verification.requested_at,
        decided_at=verification.decided_at,
        expires_at=verification.expires_at,
    )
