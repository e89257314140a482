"""The history tab: each field old and new, by whom and when, of one field or of all."""

from dataclasses import replace

from regulars.console.customers import shown
from regulars.console.customers.told import telling_of
from regulars.console.customers.views import HistoryPage
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_place, write_place
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import HISTORY_FIELDS
from regulars.domains.identity import Scope, staff_names
from regulars.runtime.tx import Tx

PAGE_ROWS = 50


@route("GET", "/customers/{id:str}/history", Scope.CUSTOMERS_READ, section="customers")
async def history_page(call: Call, tx: Tx) -> Answered:
    customer = await seen_customer(call, tx)
    field = call.value("field") if call.value("field") in HISTORY_FIELDS else None
    bound = ["history", str(customer.id), field]
    after = read_place(tx.keys, bound, call.value("before"), FactPlace)
    page = await customers.read_history(tx, customer, field=field, limit=PAGE_ROWS, after=after)

    people = {e.fact.actor_id for e in page.entries if e.fact.actor_kind == "staff"}
    names = await staff_names(tx, [person for person in people if person])
    earlier = write_place(tx.keys, bound, page.next) if page.next else None
    telling = await telling_of(call.visit, tx, [customer], page.entries)
    timeline = shown.timeline_of(customer, page, telling, names, earlier)
    entries = tuple(
        replace(entry, changes=tuple(c for c in entry.changes if field in (None, c.field)))
        for entry in timeline.entries
    )
    view = HistoryPage(
        await whole_of(call, tx, customer),
        tuple(entry for entry in entries if entry.changes),
        HISTORY_FIELDS,
        field,
        earlier,
    )
    return Page("customers/history.html", view)


ROUTES: tuple[Route, ...] = (history_page,)
