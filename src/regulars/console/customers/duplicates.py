"""Possible duplicates: two records side by side, and what staff make of them."""

from typing import cast, get_args

from regulars.console.customers.duplicate_views import DuplicatePair, DuplicateSide, DuplicatesPage
from regulars.console.customers.shown import row_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers
from regulars.domains.customers import (
    Counted,
    Customer,
    DuplicateNotFound,
    DuplicatePlace,
    DuplicateState,
    PossibleDuplicate,
)
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE
PAGE_PAIRS = 20


@route("GET", "/customers/duplicates", READ, section="customers")
async def duplicates_page(call: Call, tx: Tx) -> Answered:
    state = _state(call.value("state", "open"))
    bound = ["duplicates", state]
    after = read_place(tx.keys, bound, call.value("after"), DuplicatePlace)
    page = await customers.list_possible_duplicates(tx, state, limit=PAGE_PAIRS, after=after)
    tx.note_reads("listed", [c.id for pair in page.pairs for c in (pair.customer, pair.other)])
    counts = await customers.count_possible_duplicates(tx)
    view = DuplicatesPage(
        state,
        {each: _said(counted) for each, counted in counts.items()},
        tuple(_pair(call, pair) for pair in page.pairs),
        may_edit=call.visit.may(WRITE),
        next_cursor=write_place(tx.keys, bound, page.next) if page.next else None,
        is_first=after is None,
        looked_at=customers.DUPLICATES_REACH if page.next and len(page.pairs) < PAGE_PAIRS else 0,
    )
    return Page("customers/duplicates.html", view)


@route("POST", "/customers/duplicates/{id:str}", WRITE, section="customers")
async def settle(call: Call, tx: Tx) -> Answered:
    """Decided from one list, and shown again there, without the pair."""
    state = _state(call.value("to"))
    await customers.settle_possible_duplicate(tx, read_uuid(call.ids["id"]), state)
    shown = _state(call.value("state", "open"))
    return Elsewhere(f"{call.home}/customers/duplicates?state={shown}", flash="saved")


ROUTES: tuple[Route, ...] = (duplicates_page, settle)


def _state(text: str) -> DuplicateState:
    if text not in get_args(DuplicateState):
        raise DuplicateNotFound
    return cast("DuplicateState", text)


def _said(counted: Counted) -> str:
    return f"{counted.many:,}" if counted.is_all else f"{counted.many:,}+"


def _pair(call: Call, pair: PossibleDuplicate) -> DuplicatePair:
    return DuplicatePair(
        str(pair.id), pair.why, pair.created_at, _side(call, pair.customer), _side(call, pair.other)
    )


def _side(call: Call, customer: Customer) -> DuplicateSide:
    return DuplicateSide(
        row_of(customer, call.visit),
        customer.verified.phone_at is not None,
        customer.verified.email_at is not None,
        customer.last_login_at,
    )
