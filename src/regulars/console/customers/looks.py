"""Looking at customers: the list, one customer, their timeline, a number in full."""

from dataclasses import replace
from typing import Any, Literal, cast

from regulars.console.customers import shown
from regulars.console.customers.companies import company_of, contacts_of
from regulars.console.customers.told import telling_of
from regulars.console.customers.views import (
    STAGES,
    STATES,
    CustomersPage,
    Filters,
    RevealedContact,
    Timeline,
    TimelinePage,
)
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import Customer, Filter, Place
from regulars.domains.identity import Scope, staff_names
from regulars.kernel.errors import NotFound
from regulars.runtime.tx import Tx

READ, REVEAL = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_REVEAL
PAGE_ROWS = 50
TIMELINE_ROWS = 50
OVERVIEW_ROWS = 10


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
    """One row, for a list that heard of a change; nothing when it is not in that list. Outside a
    list it is the customer's page."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    if not call.is_fragment:
        return _to_page(call, customer)
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
    customer = await seen_customer(call, tx)
    timeline = await _timeline(call, tx, customer, None, limit=OVERVIEW_ROWS)
    whole = await whole_of(call, tx, customer)
    view = replace(
        shown.page_of(customer, whole, await telling_of(call.visit, tx, customer), timeline),
        phone_is_shared=await customers.shares_phone(tx, customer),
        company=await company_of(tx, customer),
        contacts=await contacts_of(call, tx, customer) if whole.kind == "company" else None,
    )
    return Page("customers/customer.html", view)


@route("GET", "/customers/{id:str}/timeline", READ, section="customers")
async def timeline_page(call: Call, tx: Tx) -> Answered:
    """The tab; `before` asks for earlier facts, which scripts add to those that stand there."""
    customer = await seen_customer(call, tx)
    after = read_place(tx.keys, ["timeline", str(customer.id)], call.value("before"), FactPlace)
    timeline = await _timeline(call, tx, customer, after, limit=TIMELINE_ROWS)
    if call.is_fragment and call.target == "earlier":
        return Page("customers/timeline_more.html", timeline)
    view = TimelinePage(await whole_of(call, tx, customer), timeline)
    return Page("customers/timeline.html", view)


@route("POST", "/customers/{id:str}/reveals", REVEAL, section="customers")
async def reveal(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    field = call.value("field")
    person = customer.person
    values = {"phone": person.phone, "email": person.email, "tax_id": person.tax_id}
    value = values.get(field)
    if not value:
        raise NotFound
    tx.note_reads("revealed", [customer.id])
    view = RevealedContact(
        str(customer.id), cast("Literal['phone', 'email', 'tax_id']", field), value
    )
    return Page("customers/contact.html", view)


ROUTES: tuple[Route, ...] = (list_page, row, customer_page, timeline_page, reveal)


def _to_page(call: Call, customer: Customer) -> Elsewhere:
    return Elsewhere(f"{call.home}/customers/{customer.id}")


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


async def _timeline(
    call: Call, tx: Tx, customer: Customer, after: FactPlace | None, *, limit: int
) -> Timeline:
    facts = await customers.read_timeline(tx, customer, limit=limit, after=after)
    people = {e.fact.actor_id for e in facts.entries if e.fact.actor_kind == "staff"}
    names = await staff_names(tx, [person for person in people if person])
    bound = ["timeline", str(customer.id)]
    earlier = write_place(tx.keys, bound, facts.next) if facts.next else None
    telling = await telling_of(call.visit, tx, customer, facts.entries)
    return shown.timeline_of(customer, facts, telling, names, earlier)
