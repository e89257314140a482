"""One paper beside what its customer said: looked at, accepted, sent back; once, by one of us."""

from dataclasses import replace

from regulars.console.flashes import FlashName
from regulars.console.pages import Answered, Call, Download, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.verifications.shown import is_own, name_of, staff_in
from regulars.console.verifications.views import PaperShown, ReviewPage, Typed
from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.identity import (
    REJECTION_REASONS,
    PapersGone,
    Scope,
    Verification,
    VerificationClosed,
)
from regulars.domains.tenants import read_verification_rules
from regulars.kernel.errors import Invalid, NotFound, Outdated
from regulars.runtime.files import read_file
from regulars.runtime.tx import Tx

REVIEW = Scope.VERIFICATIONS_REVIEW


@route("GET", "/verifications/{id:str}", REVIEW, section="verifications", purpose="verification")
async def review_page(call: Call, tx: Tx) -> Answered:
    verification, customer = await _seen(call, tx)
    tx.note_reads("read", [customer.id])
    return Page("verifications/review.html", await _view(call, tx, verification, customer))


@route(
    "GET",
    "/verifications/{id:str}/papers/{place:str}",
    REVIEW,
    section="verifications",
    purpose="verification",
)
async def paper(call: Call, tx: Tx) -> Answered:
    """Every one that leaves is a look at the person whose it is."""
    verification, customer = await _seen(call, tx)
    place = call.ids["place"]
    if place not in ("1", "2"):
        raise NotFound
    file = await customers.read_paper(tx, customer, verification, int(place))
    tx.note_reads("revealed", [customer.id])
    content = await read_file(tx, file)
    is_picture = file.media_type == "image/jpeg"
    return Download(file.name, file.media_type, content, is_shown=is_picture, is_sandboxed=True)


@route(
    "POST", "/verifications/{id:str}/approval", REVIEW, section="verifications",
    purpose="verification",
)  # fmt: skip
async def approve(call: Call, tx: Tx) -> Answered:
    typed = Typed(until=call.value("until"), birth_date=call.value("birth_date"))
    try:
        await customers.approve_paper(
            tx,
            read_uuid(call.ids["id"]),
            until=typed.until,
            birth_date=typed.birth_date,
            expected_version=_version(call),
        )
    except Invalid as invalid:
        return await _again(call, tx, replace(typed, errors=errors_of(invalid)))
    except (VerificationClosed, Outdated):
        return await _meanwhile(call, tx)
    return await _next(call, tx, "verification-approved")


@route(
    "POST", "/verifications/{id:str}/rejection", REVIEW, section="verifications",
    purpose="verification",
)  # fmt: skip
async def reject(call: Call, tx: Tx) -> Answered:
    asks_again = call.value("asks_again") == "true"
    typed = Typed(
        reason=call.value("reason"),
        note=call.value("note"),
        asks_again=asks_again,
        is_rejection=True,
    )
    try:
        await customers.reject_paper(
            tx,
            read_uuid(call.ids["id"]),
            reason=typed.reason,
            note=typed.note,
            asks_again=asks_again,
            expected_version=_version(call),
            portal=call.visit.desk.portal(call.visit.tenant),
        )
    except Invalid as invalid:
        return await _again(call, tx, replace(typed, errors=errors_of(invalid)))
    except (VerificationClosed, Outdated):
        return await _meanwhile(call, tx)
    return await _next(call, tx, "verification-rejected")


@route(
    "POST", "/verifications/{id:str}/withdrawal", REVIEW, section="verifications",
    purpose="verification",
)  # fmt: skip
async def withdraw(call: Call, tx: Tx) -> Answered:
    """An approval that should not have been given."""
    verification_id = read_uuid(call.ids["id"])
    try:
        await customers.withdraw_paper(tx, verification_id, expected_version=_version(call))
    except (VerificationClosed, Outdated):
        return await _meanwhile(call, tx)
    return Elsewhere(f"{call.home}/verifications/{verification_id}", flash="verification-withdrawn")


ROUTES: tuple[Route, ...] = (review_page, paper, approve, reject, withdraw)


async def _seen(call: Call, tx: Tx) -> tuple[Verification, Customer]:
    verification, customer = await customers.seen_verification(tx, read_uuid(call.ids["id"]))
    if verification.kind != "document":
        raise NotFound
    return verification, customer


async def _view(call: Call, tx: Tx, verification: Verification, customer: Customer) -> ReviewPage:
    names = await identity.staff_names(tx, staff_in([verification]))
    rules = await read_verification_rules(tx)
    handed, decided = verification.handed, verification.decided
    person = customer.person
    return ReviewPage(
        id=str(verification.id),
        version=verification.version,
        document=verification.document_kind or "other",
        state=verification.state,
        customer_id=str(customer.id),
        number=customer.shown_number,
        name=person.name,
        name2=person.name2,
        birth_date=person.birth_day,
        papers=await _papers(call, tx, verification, customer),
        handed_at=verification.handed_at,
        handed_by=name_of(handed, names),
        handed_kind=handed.kind if handed else None,
        decided_at=verification.decided_at,
        decided_by=name_of(decided, names),
        decided_kind=decided.kind if decided else None,
        until=verification.last_moment,
        reason=verification.reason,
        note=customers.note_of(tx, customer, verification).get("note"),
        reasons=REJECTION_REASONS,
        has_been_kept=bool(verification.evidence) and not verification.has_files,
        is_own=is_own(call, verification),
        is_company=customer.traits.kind == "company",
        is_deleted=customer.deleted_at is not None,
        kept_days=rules.kept_days,
    )


async def _papers(
    call: Call, tx: Tx, verification: Verification, customer: Customer
) -> tuple[PaperShown, ...]:
    here = f"{call.home}/verifications/{verification.id}/papers"
    shown = []
    for place in range(1, len(verification.evidence) + 1):
        try:
            file = await customers.read_paper(tx, customer, verification, place)
        except (PapersGone, NotFound):
            continue
        is_picture = file.media_type == "image/jpeg"
        shown.append(PaperShown(place, f"{here}/{place}", is_picture, file.size_bytes))
    return tuple(shown)


async def _again(call: Call, tx: Tx, typed: Typed) -> Page:
    verification, customer = await _seen(call, tx)
    view = replace(await _view(call, tx, verification, customer), typed=typed)
    return Page("verifications/review.html", view, status=422, shows=(customer.id,))


async def _meanwhile(call: Call, tx: Tx) -> Page:
    """Two looked at it at once, and the other one was first: what they decided stands here."""
    verification, customer = await _seen(call, tx)
    view = replace(await _view(call, tx, verification, customer), is_meanwhile=True)
    return Page("verifications/review.html", view, status=409, shows=(customer.id,))


async def _next(call: Call, tx: Tx, flash: FlashName) -> Elsewhere:
    """On to whoever has waited longest of those that this reviewer may decide about."""
    queue = await identity.read_queue(tx, limit=20)
    following = next((each for each in queue.verifications if not is_own(call, each)), None)
    to = f"/{following.id}" if following else ""
    return Elsewhere(f"{call.home}/verifications{to}", flash=flash)


def _version(call: Call) -> int:
    text = call.value("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
