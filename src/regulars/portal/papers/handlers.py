"""Verifying who they are: papers handed in with a phone's camera, their state, taking one back."""

from dataclasses import replace

from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.identity import DOCUMENT_KINDS, PAGES_MAX, Verification, read_document_kind
from regulars.domains.tenants import read_verification_rules
from regulars.kernel.errors import Invalid
from regulars.portal.pages import Answered, Call, Elsewhere, Page, Route, faults_of, route
from regulars.portal.papers.views import PaperRow, PapersPage
from regulars.portal.profile.shown import reached_of
from regulars.runtime.papers import PAPER_BYTES_MAX, Paper
from regulars.runtime.tx import Tx

HERE = "/papers"
FACES = ("front", "back")
# The rest of the form beside the files.
FORM_BYTES = 16_384
ROWS_MAX = 8


@route("GET", HERE, section="profile")
async def papers_page(call: Call, tx: Tx) -> Answered:
    return Page("papers/papers.html", await _view(call, tx))


async def judged(call: Call) -> tuple[Paper, ...] | Invalid:
    """What is wrong with a paper is said on the page, which needs the customer. Raises
    PapersTooMany before anything is looked at."""
    visit = call.visit
    counting = visit.own(reading=False, route="POST /p/{tenant}/papers")
    over = await visit.desk.database.unit(
        counting, lambda tx: identity.count_paper_try(tx, visit.customer_id)
    )
    if over:
        raise over
    files = [(face, sent) for face in FACES if (sent := _sent(call, face))]
    try:
        return await customers.judge_papers(files)
    except Invalid as invalid:
        return invalid


@route(
    "POST",
    HERE,
    section="profile",
    takes_bytes_max=PAGES_MAX * PAPER_BYTES_MAX + FORM_BYTES,
    beforehand=judged,
)
async def hand_in(call: Call, tx: Tx) -> Answered:
    papers: tuple[Paper, ...] | Invalid = call.brought
    try:
        if isinstance(papers, Invalid):
            raise papers
        kind = read_document_kind(call.value("document"))
        await customers.hand_in_paper(tx, call.visit.customer_id, kind, papers)
    except Invalid as invalid:
        view = replace(
            await _view(call, tx), kind=call.value("document"), errors=faults_of(invalid.errors)
        )
        return Page("papers/papers.html", view, 422)
    return Elsewhere(HERE, flash="paper-handed-in")


@route("POST", HERE + "/{verification_id:str}/withdrawal", section="profile", seen_at=HERE)
async def take_back(call: Call, tx: Tx) -> Answered:
    await customers.take_paper_back(tx, call.visit.customer_id, call.id("verification_id"))
    return Elsewhere(HERE, flash="paper-taken-back")


ROUTES: tuple[Route, ...] = (papers_page, hand_in, take_back)


def _sent(call: Call, face: str) -> bytes | None:
    """A phone offers its camera and its files in two fields: either will do."""
    return call.files.get(f"{face}_photo") or call.files.get(face)


async def _view(call: Call, tx: Tx) -> PapersPage:
    customer = await customers.customer_by_id(tx, call.visit.customer_id)
    known = await identity.verifications_of(tx, customer.id)
    papers = [each for each in known if each.kind == "document"]
    asked = next((each for each in papers if each.state == "requested"), None)
    rules = await read_verification_rules(tx)
    return PapersPage(
        reached_of(customer),
        tuple(_row(each) for each in papers if each is not asked)[:ROWS_MAX],
        DOCUMENT_KINDS,
        rules.kept_days,
        kind=(asked.document_kind if asked else None) or _usual(customer),
        asked=_row(asked) if asked else None,
        may_hand_in=not any(each.state == "pending" for each in papers),
    )


def _usual(customer: Customer) -> str:
    return "commercial_registration" if customer.traits.kind == "company" else "id_card"


def _row(verification: Verification) -> PaperRow:
    state = verification.state
    return PaperRow(
        verification.document_kind or "other",
        state,
        verification.since,
        verification.last_moment if state in ("approved", "requested") else None,
        verification.reason if state == "rejected" else None,
        str(verification.id) if state == "pending" else None,
    )
