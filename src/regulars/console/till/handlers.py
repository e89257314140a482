"""The till: one field that finds or makes the customer at the counter."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from regulars.console.customers import shown
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.till.card import card_page
from regulars.console.till.views import PhoneKnown, TillAnswers, TillDraft, TillPage
from regulars.console.waiting import held_back
from regulars.domains import audit, customers
from regulars.domains.customers import Customer, Filter, looks_like_number
from regulars.domains.identity import Scope
from regulars.kernel.errors import BadValue, Invalid, NotAllowed
from regulars.kernel.phone import looks_like_phone, parse_phone
from regulars.runtime.tx import Tx

READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE
ANSWERS_MAX = 8
RECENT_MAX = 5
ELSEWHERE = "phone_known_elsewhere"
UNDO_FOR = timedelta(minutes=10)


@route("GET", "/till", READ, section="till", purpose="till")
async def till_page(call: Call, tx: Tx) -> Answered:
    ids = await audit.recent_subjects(tx, purpose="till", most=RECENT_MAX)
    recent = await customers.customers_by_ids(tx, ids)
    tx.note_reads("listed", [customer.id for customer in recent])
    living = (customer for customer in recent if customer.deleted_at is None)
    return Page("till/till.html", TillPage(tuple(shown.row_of(c, call.visit) for c in living)))


@route("POST", "/till/searches", READ, section="till", purpose="till", is_reading=True)
async def search(call: Call, tx: Tx) -> Answered:
    """By POST, because what is typed here is a person's: addresses end up in logs and histories."""
    typed = call.value("typed").strip()[:120]
    country = call.visit.settings.default_country
    understood = _understood(typed)
    page = await customers.list_customers(tx, Filter(typed), limit=ANSWERS_MAX, country=country)
    found = page.customers if typed else ()
    tx.note_reads("listed", [customer.id for customer in found])
    phone, fault = _phone(typed, country) if understood == "phone" else (None, None)
    view = TillAnswers(
        typed=typed,
        understood_as=understood,
        rows=tuple(shown.row_of(customer, call.visit) for customer in found),
        phone=phone,
        phone_fault=fault,
        has_more=page.next is not None,
        wait_seconds=page.wait_seconds,
    )
    return held_back(Page("till/answers.html", view), page.wait_seconds, swap="innerHTML")


@route("GET", "/till/customers/{id:str}", READ, section="till", purpose="till")
async def pick(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    return await card_page(call, tx, customer)


@route("POST", "/till/draft", WRITE, section="till", purpose="till")
async def draft(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has one
    typed = call.value("typed").strip()[:120]
    is_phone = looks_like_phone(typed)
    view = TillDraft(name="" if is_phone else typed, phone=typed if is_phone else "")
    return Page("till/draft.html", view)


@route("POST", "/till/customers", WRITE, section="till", purpose="till")
async def make(call: Call, tx: Tx) -> Answered:
    """A stub with name and phone, or who has that phone already, or what is wrong."""
    name, phone = call.value("name"), call.value("phone")
    try:
        made = customers.read_draft(
            "stub",
            {"name": name, "phone": phone},
            country=call.visit.settings.default_country,
            shared_phone=call.value("shared_phone") == "true",
        )
        customer = await customers.register(tx, made)
    except Invalid as invalid:
        errors: dict[str, tuple[str, ...]] = {}
        for error in invalid.errors:
            errors[error.field] = (*errors.get(error.field, ()), error.code)
        again = TillDraft(name, phone, errors, is_again=True)
        return Page("till/draft.html", again, status=422)
    except customers.PhoneKnown as known:
        candidates = tuple(map(shown.candidate_of, known.known.candidates))
        shows = tuple(customer.id for customer in known.known.candidates)
        if not candidates:
            # Known in another branch: this one may not see by whom, and may serve them anyway.
            again = TillDraft(name, phone, error=ELSEWHERE, may_share=True, is_again=True)
            return Page("till/draft.html", again, status=409)
        view = PhoneKnown(name, phone, candidates)
        return Page("till/phone_known.html", view, status=409, shows=shows)
    return await _made(call, tx, customer, "made")


@route("POST", "/till/guests", WRITE, section="till", purpose="till")
async def make_guest(call: Call, tx: Tx) -> Answered:
    country = call.visit.settings.default_country
    guest = await customers.register(tx, customers.read_draft("guest", {}, country=country))
    return await _made(call, tx, guest, "guest")


@route("POST", "/till/customers/{id:str}/undo", WRITE, section="till", purpose="till")
async def undo(call: Call, tx: Tx) -> Answered:
    """Takes back what was just made here; anything older or changed is deleted on its own page."""
    customer_id = read_uuid(call.ids["id"])
    customer = await customers.customer_by_id(tx, customer_id)
    if customer.version > 1 or datetime.now(UTC) - customer.created_at > UNDO_FOR:
        raise NotAllowed(scope="undo")
    await customers.delete_customer(tx, customer_id, expected_version=1)
    return Page("layout/nothing.html", None) if call.is_fragment else Elsewhere(f"{call.home}/till")


ROUTES: tuple[Route, ...] = (till_page, search, pick, draft, make, make_guest, undo)


async def _made(call: Call, tx: Tx, customer: Customer, how: Literal["made", "guest"]) -> Page:
    undo = f"{call.home}/till/customers/{customer.id}/undo"
    return await card_page(call, tx, customer, how, undo=undo)


def _understood(typed: str) -> Literal["phone", "number", "name"]:
    if looks_like_number(typed):
        return "number"
    return "phone" if looks_like_phone(typed) else "name"


def _phone(typed: str, country: str) -> tuple[str | None, str | None]:
    """The number as it will be kept, or why it is none."""
    try:
        return parse_phone(typed, country=country).e164, None
    except BadValue as bad:
        return None, bad.code
