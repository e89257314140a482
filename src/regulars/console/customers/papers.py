"""A customer's papers at the counter: handed in, asked for, a request taken back."""

from regulars.console.flashes import FlashName
from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.verifications.views import PaperDialog
from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.identity import DOCUMENT_KINDS, PAGES_MAX, Scope, read_document_kind
from regulars.kernel.errors import Invalid, NotFound
from regulars.runtime.papers import PAPER_BYTES_MAX, Paper
from regulars.runtime.tx import Tx

WRITE = Scope.CUSTOMERS_WRITE
FIELDS = ("front", "back")
# The rest of the form beside the files.
FORM_BYTES = 16_384


@route("GET", "/customers/{id:str}/papers/new", WRITE, section="customers", purpose="verification")
async def paper_dialog(call: Call, tx: Tx) -> Answered:
    return Page("customers/paper_form.html", await _dialog(call, tx, is_asking=False))


@route(
    "GET", "/customers/{id:str}/papers/request", WRITE, section="customers", purpose="verification"
)
async def request_dialog(call: Call, tx: Tx) -> Answered:
    return Page("customers/paper_form.html", await _dialog(call, tx, is_asking=True))


async def judged(call: Call, _: Ask) -> tuple[Paper, ...] | Invalid:
    """What is wrong with a paper is said in the dialog, which needs the customer. By content: no
    name or type that came along is asked."""
    files = [(name, call.files[name]) for name in FIELDS if name in call.files]
    try:
        return await customers.judge_papers(files)
    except Invalid as invalid:
        return invalid


@route(
    "POST",
    "/customers/{id:str}/papers",
    WRITE,
    section="customers",
    purpose="verification",
    takes_bytes_max=PAGES_MAX * PAPER_BYTES_MAX + FORM_BYTES,
    beforehand=judged,
)
async def hand_in(call: Call, tx: Tx) -> Answered:
    papers: tuple[Paper, ...] | Invalid = call.brought
    if isinstance(papers, Invalid):
        return await _again(call, tx, papers, is_asking=False)
    try:
        kind = read_document_kind(call.value("document"))
    except Invalid as invalid:
        return await _again(call, tx, invalid, is_asking=False)
    await customers.hand_in_paper(tx, read_uuid(call.ids["id"]), kind, papers)
    return _to_page(call, "paper-handed-in")


@route(
    "POST", "/customers/{id:str}/papers/request", WRITE, section="customers", purpose="verification"
)
async def ask_for(call: Call, tx: Tx) -> Answered:
    try:
        kind = read_document_kind(call.value("document"))
    except Invalid as invalid:
        return await _again(call, tx, invalid, is_asking=True)
    portal = call.visit.desk.portal(call.visit.tenant)
    await customers.ask_for_paper(tx, read_uuid(call.ids["id"]), kind, portal=portal)
    return _to_page(call, "paper-asked-for")


@route(
    "POST",
    "/customers/{id:str}/papers/request/withdrawal",
    WRITE,
    section="customers",
    purpose="verification",
)
async def take_back(call: Call, tx: Tx) -> Answered:
    """What was asked for and not handed in yet is no longer wanted."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    for each in await identity.verifications_of(tx, customer.id):
        if each.kind == "document" and each.state == "requested":
            await customers.withdraw_paper(tx, each.id)
            return _to_page(call, "paper-not-wanted")
    raise NotFound


ROUTES: tuple[Route, ...] = (paper_dialog, request_dialog, hand_in, ask_for, take_back)


async def _dialog(call: Call, tx: Tx, *, is_asking: bool) -> PaperDialog:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    found = await identity.verifications_of(tx, customer.id)
    asked = next((each.document_kind for each in found if each.state == "requested"), None)
    return _dialog_of(customer, asked or _usual(customer), is_asking=is_asking)


async def _again(call: Call, tx: Tx, invalid: Invalid, *, is_asking: bool) -> Page:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    view = _dialog_of(
        customer,
        call.value("document"),
        is_asking=is_asking,
        errors=errors_of(invalid),
        is_again=True,
    )
    return Page("customers/paper_form.html", view, status=422)


def _dialog_of(
    customer: Customer,
    kind: str,
    *,
    is_asking: bool,
    errors: dict[str, tuple[str, ...]] | None = None,
    is_again: bool = False,
) -> PaperDialog:
    return PaperDialog(
        str(customer.id),
        customer.shown_number,
        customer.person.name or customer.person.name2,
        DOCUMENT_KINDS,
        kind,
        is_asking,
        errors or {},
        is_again,
    )


def _usual(customer: Customer) -> str:
    return "commercial_registration" if customer.traits.kind == "company" else "id_card"


def _to_page(call: Call, flash: FlashName) -> Elsewhere:
    return Elsewhere(f"{call.home}/customers/{call.ids['id']}", flash=flash)
