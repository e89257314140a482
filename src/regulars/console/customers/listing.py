"""The list of customers: filters in its address, and a search whose words never stand there."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.views import (
    KINDS,
    LANGUAGES,
    NEWEST_FIRST,
    SORTS,
    STAGES,
    STATES,
    Arrival,
    CustomersPage,
    Filters,
    Sort,
    State,
)
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.console.preferences import chosen_columns, columns_among, columns_cookie
from regulars.console.waiting import held_back
from regulars.domains import customers
from regulars.domains.customers import Customer, Filter, Place
from regulars.domains.customers import Page as Found
from regulars.domains.identity import Scope
from regulars.kernel.errors import NotFound
from regulars.runtime.sealed_words import open_words, seal_words
from regulars.runtime.tx import Tx

READ = Scope.CUSTOMERS_READ
PAGE_ROWS = 50
Q_LENGTH_MAX = 200
TAG_LENGTH_MAX = 40
# What the words of an address are sealed for.
SEARCH = "customers.search"
# A list is walked upwards by reading it the other way round.
OPPOSITE: dict[Sort, Sort] = {
    "-created_at": "created_at",
    "created_at": "-created_at",
    "number": "-number",
    "-number": "number",
}


@route("GET", "/customers", READ, section="customers", through_a_branch=True)
async def list_page(call: Call, tx: Tx) -> Answered:
    if call.value("q").strip():
        # An address from before searches were sealed, or one written by hand.
        return Elsewhere(_filters_typed(call, tx).address(f"{call.home}/customers"))
    filters, is_lost = filters_of(call, tx)
    template = "customers/list.html"
    if call.is_fragment and call.target == "listing":
        template = "customers/found.html"
    elif call.is_fragment and call.value("part") == "more":
        template = "customers/more.html"
    view = await _page(call, tx, filters, is_lost=is_lost)
    return held_back(Page(template, view), view.wait_seconds, swap="outerHTML")


@route(
    "POST",
    "/customers/searches",
    READ,
    section="customers",
    is_reading=True,
    through_a_branch=True,
)
async def search(call: Call, tx: Tx) -> Answered:
    """By POST, because what is typed here is a person's. The address that it leads to holds the
    filters in clear and the words sealed."""
    filters = _filters_typed(call, tx)
    address = filters.address(f"{call.home}/customers")
    if not call.is_fragment:
        return Elsewhere(address)
    view = await _page(call, tx, filters)
    page = Page("customers/found.html", view, headers={"HX-Replace-Url": address})
    return held_back(page, view.wait_seconds, swap="outerHTML")


@route("POST", "/customers/columns", READ, section="customers", is_reading=True)
async def choose_columns(call: Call, tx: Tx) -> Answered:
    """For a browser without scripts; with them the page keeps the choice by itself."""
    filters, _ = filters_of(call, tx)
    cookie = columns_cookie(
        columns_among(call.values("column")), secure=call.visit.desk.settings.https
    )
    return Elsewhere(filters.address(f"{call.home}/customers"), cookies=(cookie,))


@route("GET", "/customers/{id:str}/row", READ, section="customers", through_a_branch=True)
async def row(call: Call, tx: Tx) -> Answered:
    """One row, for a list that heard of a change; nothing when it is not in that list. Outside a
    list it is the customer's page."""
    try:
        customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    except NotFound:
        if call.branch is None:
            raise
        # Somebody of another branch than the one that the list is seen through.
        return Page("layout/nothing.html", None, status=204)
    if not call.is_fragment:
        return Elsewhere(f"{call.home}/customers/{customer.id}")
    filters, _ = filters_of(call, tx)
    is_in = (
        _stands(customer, filters.state)
        and (filters.stage is None or customer.stage == filters.stage)
        and (filters.language is None or customer.traits.language == filters.language)
        and (filters.kind is None or customer.traits.kind == filters.kind)
        and (filters.tag is None or filters.tag in customer.traits.tags)
        and not filters.q
    )
    if not is_in:
        return Page("layout/nothing.html", None, status=204)
    tx.note_reads("listed", [customer.id])
    arrival = Arrival(shown.row_of(customer, call.visit), chosen_columns(call.visit.request))
    return Page("customers/arrival.html", arrival)


def _stands(customer: Customer, wanted: State | None) -> bool:
    if customer.deleted_at is not None:
        return wanted == "deleted"
    return wanted is None or customer.account_status == wanted


ROUTES: tuple[Route, ...] = (list_page, search, choose_columns, row)


def filters_of(call: Call, tx: Tx) -> tuple[Filters, bool]:
    """What an address holds, and whether its search could not be opened: then it is none."""
    sealed = call.value("s")
    q = open_words(tx.keys, SEARCH, sealed) if sealed else None
    is_lost = bool(sealed) and q is None
    return _chosen(call, q=q or "", sealed="" if is_lost else sealed), is_lost


def wanted_of(filters: Filters) -> Filter:
    return Filter(
        filters.q,
        filters.stage,
        filters.state,
        language=filters.language,
        kind=filters.kind,
        tag=filters.tag,
    )


def _filters_typed(call: Call, tx: Tx) -> Filters:
    q = call.value("q").strip()[:Q_LENGTH_MAX]
    return _chosen(call, q=q, sealed=seal_words(tx.keys, SEARCH, q) if q else "")


def _chosen(call: Call, *, q: str, sealed: str) -> Filters:
    stage, state, sort = call.value("stage"), call.value("state"), call.value("sort")
    language, kind = call.value("tongue"), call.value("kind")
    return Filters(
        q=q,
        sealed=sealed,
        stage=cast("Any", stage) if stage in STAGES else None,
        state=cast("Any", state) if state in STATES else None,
        branch=str(call.branch) if call.branch else None,
        sort=cast("Any", sort) if sort in SORTS else NEWEST_FIRST,
        language=cast("Any", language) if language in LANGUAGES else None,
        kind=cast("Any", kind) if kind in KINDS else None,
        tag=call.value("tag").strip()[:TAG_LENGTH_MAX] or None,
    )


async def _page(call: Call, tx: Tx, filters: Filters, *, is_lost: bool = False) -> CustomersPage:
    """Forwards from `after`, or backwards from `before`: then the same list is walked upwards
    and turned round. A place in the list of a search that is lost is no place in this one."""
    wanted = wanted_of(filters)
    bound = ["customers", filters.q, *filters.kept.values()]
    before, after = ("", "") if is_lost else (call.value("before"), call.value("after"))
    is_back = bool(before)
    came_from = read_place(tx.keys, bound, before or after, Place)
    page = await customers.list_customers(
        tx,
        wanted,
        limit=PAGE_ROWS,
        country=call.visit.settings.default_country,
        sort=OPPOSITE[filters.sort] if is_back else filters.sort,
        after=came_from,
    )
    empty = replace(_empty(call, filters), tags=await customers.used_tags(tx))
    if page.wait_seconds:
        return replace(empty, wait_seconds=page.wait_seconds)
    rows = page.customers[::-1] if is_back else page.customers
    tx.note_reads("listed", [customer.id for customer in rows])
    back_to = _back_to(page, came_from, filters.sort, is_back=is_back)
    following, previous = (back_to, page.next) if is_back else (page.next, back_to)
    is_all = not filters.is_narrowed and tx.context.branch is None
    open_pairs = None if call.is_fragment else await customers.count_open_duplicates(tx)
    return replace(
        empty,
        rows=tuple(shown.row_of(customer, call.visit) for customer in rows),
        next_cursor=write_place(tx.keys, bound, following) if following else None,
        previous_cursor=write_place(tx.keys, bound, previous) if previous else None,
        total=(await customers.read_tallies(tx)).total if is_all else None,
        duplicates=open_pairs.many if open_pairs else 0,
        has_more_duplicates=open_pairs is not None and not open_pairs.is_all,
        is_search_lost=is_lost,
        looked_at=customers.REACH if page.next and len(rows) < PAGE_ROWS else 0,
    )


def _empty(call: Call, filters: Filters) -> CustomersPage:
    visit = call.visit
    return CustomersPage(
        (),
        filters,
        columns=chosen_columns(visit.request),
        branches=visit.branches_to_see_through,
    )


def _back_to(page: Found, came_from: Place | None, sort: Sort, *, is_back: bool) -> Place | None:
    """Where the way back begins: at the first row that this walk met. When it met none, at the
    place that it came from, and beyond by one, for that one was shown by the page before."""
    if came_from is None:
        return None
    if page.customers:
        met = page.customers[0]
        return Place(met.number if sort.endswith("number") else met.created_at, met.id)
    step = -1 if sort.startswith("-") is not is_back else 1
    if isinstance(came_from.key, int):
        return Place(came_from.key + step, came_from.id)
    return Place(came_from.key, UUID(int=came_from.id.int + step))
