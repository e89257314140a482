"""The customers pages: the list, one customer, and the dialogs that change one."""

from dataclasses import replace
from typing import Any, Literal, cast
from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.forms import customer_form_of, given_of
from regulars.console.customers.views import (
    STAGES,
    STATES,
    CustomerForm,
    CustomersPage,
    DeletionDialog,
    Filters,
    Held,
    RevealedContact,
    Timeline,
)
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import Customer, Filter, PhoneKnown, Place
from regulars.domains.identity import Scope, staff_names
from regulars.kernel.errors import Invalid, NotFound, Outdated, Refused
from regulars.runtime.tx import Tx

READ, WRITE, REVEAL = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE, Scope.CUSTOMERS_REVEAL
PAGE_ROWS = 50
TIMELINE_ROWS = 25


@route("GET", "/customers", READ, section="customers")
async def list_page(call: Call, tx: Tx) -> Answered:
    filters = _filters(call)
    page = await _page(call, tx, filters)
    template = "customers/list.html"
    if call.is_fragment and call.target == "listing":
        template = "customers/found.html"
    elif call.is_fragment and call.value("part") == "more":
        template = "customers/more.html"
    return Page(template, page)


@route("GET", "/customers/{id:str}/row", READ, section="customers")
async def row(call: Call, tx: Tx) -> Answered:
    """One row, for a list that heard of a change; nothing when it is not in that list."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    filters = _filters(call)
    is_in = (
        (customer.deleted_at is not None) == (filters.state == "deleted")
        and (filters.stage is None or customer.stage == filters.stage)
        and (filters.state in (None, "deleted") or customer.state == filters.state)
        and not filters.q
    )
    if not is_in:
        return Page("layout/nothing.html", None, status=204)
    tx.note_reads("listed", [customer.id])
    return Page("customers/arrival.html", shown.row_of(customer, call.visit))


@route("GET", "/customers/{id:str}", READ, section="customers")
async def customer_page(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    timeline = await _timeline(call, tx, customer, None)
    view = shown.page_of(
        customer,
        call.visit,
        timeline,
        blocked=_held(customer, timeline, "customers.blocked"),
        deleted=_held(customer, timeline, "customers.deleted"),
    )
    return Page("customers/customer.html", view)


@route("GET", "/customers/{id:str}/timeline", READ, section="customers")
async def timeline_part(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    after = read_place(tx.keys, ["timeline", str(customer.id)], call.value("before"), FactPlace)
    return Page("customers/timeline.html", await _timeline(call, tx, customer, after))


@route("POST", "/customers/{id:str}/reveals", REVEAL, section="customers")
async def reveal(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    field = call.value("field")
    value = {"phone": customer.person.phone, "email": customer.person.email}.get(field)
    if not value:
        raise NotFound
    tx.note_reads("revealed", [customer.id])
    view = RevealedContact(str(customer.id), cast("Literal['phone', 'email']", field), value)
    return Page("customers/contact.html", view)


@route("POST", "/customers/draft", WRITE, section="customers")
async def draft_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has one
    form = customer_form_of(call, purpose="new", typed=call.value("q"))
    return Page("customers/form.html", form)


@route("POST", "/customers", WRITE, section="customers")
async def create(call: Call, tx: Tx) -> Answered:
    stage = _stage(call)
    country = call.visit.settings.default_country
    is_shared = call.value("shared_phone") == "true"
    try:
        draft = customers.read_draft(stage, given_of(call), country=country, shared_phone=is_shared)
        customer = await customers.register(tx, draft)
    except (Invalid, Refused) as refused:
        return _again(refused, customer_form_of(call, purpose="new"))
    return _to(call, customer.id)


@route("GET", "/customers/{id:str}/edit", WRITE, section="customers")
async def edit_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("revealed", [customer.id])
    form = customer_form_of(call, purpose="edit", customer=customer)
    return Page("customers/form.html", form)


@route("POST", "/customers/{id:str}", WRITE, section="customers")
async def edit(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.change_customer(
            tx,
            customer_id,
            given_of(call),
            country=call.visit.settings.default_country,
            shared_phone=call.value("shared_phone") == "true",
            expected_version=_version(call),
        )
    except (Invalid, Refused, Outdated) as refused:
        form = customer_form_of(call, purpose="edit", customer_id=customer_id)
        return _again(refused, form)
    return _to(call, customer_id)


@route("GET", "/customers/{id:str}/upgrade", WRITE, section="customers")
async def upgrade_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("revealed", [customer.id])
    form = customer_form_of(call, purpose="upgrade", customer=customer)
    return Page("customers/form.html", form)


@route("POST", "/customers/{id:str}/upgrade", WRITE, section="customers")
async def upgrade(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.upgrade_customer(
            tx,
            customer_id,
            _stage(call),
            given_of(call),
            country=call.visit.settings.default_country,
            shared_phone=call.value("shared_phone") == "true",
            expected_version=_version(call),
        )
    except (Invalid, Refused, Outdated) as refused:
        form = customer_form_of(call, purpose="upgrade", customer_id=customer_id)
        return _again(refused, form)
    return _to(call, customer_id)


@route("GET", "/customers/{id:str}/deletion", WRITE, section="customers")
async def deletion_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    view = DeletionDialog(
        str(customer.id),
        customer.shown_number,
        customer.version,
        customer.person.name or customer.person.name2,
    )
    return Page("customers/deletion.html", view)


@route("POST", "/customers/{id:str}/deletion", WRITE, section="customers")
async def delete(call: Call, tx: Tx) -> Answered:
    """Deletes what was seen, or sends back to the page that has changed since."""
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.delete_customer(tx, customer_id, expected_version=_version(call))
    except Outdated:
        return _to(call, customer_id)
    return _to(call, customer_id)


@route("POST", "/customers/{id:str}/restore", WRITE, section="customers")
async def restore(call: Call, tx: Tx) -> Answered:
    """The number may have gone to somebody else meanwhile; then both share it, and the page of
    each says so."""
    customer_id = read_uuid(call.ids["id"])
    await customers.restore_customer(tx, customer_id, shared_phone=True)
    return _to(call, customer_id)


ROUTES: tuple[Route, ...] = (
    list_page,
    row,
    customer_page,
    timeline_part,
    reveal,
    draft_dialog,
    create,
    edit_dialog,
    edit,
    upgrade_dialog,
    upgrade,
    deletion_dialog,
    delete,
    restore,
)


def _filters(call: Call) -> Filters:
    stage, state = call.value("stage"), call.value("state")
    return Filters(
        q=call.value("q").strip()[:200],
        stage=cast("Any", stage) if stage in STAGES else None,
        state=cast("Any", state) if state in STATES else None,
    )


async def _page(call: Call, tx: Tx, filters: Filters) -> CustomersPage:
    """Forwards from `after`, or backwards from `before`: then the same list is walked upwards
    and turned round."""
    wanted = Filter(filters.q, filters.stage, filters.state)
    bound = ["customers", filters.q, filters.stage, filters.state]
    before, after = call.value("before"), call.value("after")
    is_back = bool(before)
    page = await customers.list_customers(
        tx,
        wanted,
        limit=PAGE_ROWS,
        country=call.visit.settings.default_country,
        sort="created_at" if is_back else "-created_at",
        after=read_place(tx.keys, bound, before or after, Place),
    )
    rows = page.customers[::-1] if is_back else page.customers
    tx.note_reads("listed", [customer.id for customer in rows])
    has_more = page.next is not None
    has_next, has_previous = (True, has_more) if is_back else (has_more, bool(after))
    is_all = not filters.is_narrowed and tx.context.branch is None
    return CustomersPage(
        rows=tuple(shown.row_of(customer, call.visit) for customer in rows),
        filters=filters,
        next_cursor=_cursor(tx, bound, rows[-1:]) if has_next else None,
        previous_cursor=_cursor(tx, bound, rows[:1]) if has_previous else None,
        total=(await customers.read_tallies(tx)).total if is_all else None,
    )


def _cursor(tx: Tx, bound: list[Any], at: tuple[Customer, ...]) -> str | None:
    return write_place(tx.keys, bound, Place(at[0].created_at, at[0].id)) if at else None


async def _timeline(call: Call, tx: Tx, customer: Customer, after: FactPlace | None) -> Timeline:
    facts = await customers.read_timeline(tx, customer, limit=TIMELINE_ROWS, after=after)
    people = {e.fact.actor_id for e in facts.entries if e.fact.actor_kind == "staff"}
    names = await staff_names(tx, [person for person in people if person])
    bound = ["timeline", str(customer.id)]
    earlier = write_place(tx.keys, bound, facts.next) if facts.next else None
    return shown.timeline_of(customer, facts, call.visit, names, earlier)


def _held(customer: Customer, timeline: Timeline, fact: str) -> Held | None:
    """Who blocked or deleted, read from the newest such fact."""
    is_held = customer.state == "blocked" if fact.endswith("blocked") else customer.deleted_at
    if not is_held:
        return None
    reason = customer.person.block_reason if fact.endswith("blocked") else None
    for entry in timeline.entries:
        if entry.fact == fact:
            return Held(entry.at, entry.actor, reason)
    return Held(customer.deleted_at or customer.updated_at, None, reason)


def _again(refused: Exception, form: CustomerForm) -> Page:
    """The same dialog with what is wrong in it; nothing typed is lost."""
    changes: dict[str, Any] = {"is_again": True}
    status = 409
    if isinstance(refused, Invalid):
        status = 422
        errors: dict[str, tuple[str, ...]] = {}
        for error in refused.errors:
            errors[error.field] = (*errors.get(error.field, ()), error.code)
        changes["errors"] = errors
    elif isinstance(refused, PhoneKnown):
        changes["error"] = refused.code
        changes["candidates"] = tuple(map(shown.candidate_of, refused.known.candidates))
    else:
        changes["error"] = getattr(refused, "code", "invalid")
    return Page("customers/form.html", replace(form, **changes), status=status)


def _to(call: Call, customer_id: UUID) -> Elsewhere:
    return Elsewhere(f"/c/{call.visit.tenant.slug}/customers/{customer_id}")


def _stage(call: Call) -> customers.Stage:
    stage = call.value("stage", "stub")
    return stage if stage in STAGES else "stub"


def _version(call: Call) -> int | None:
    version = call.value("version")
    return int(version) if version.isdecimal() and len(version) < 10 else None
