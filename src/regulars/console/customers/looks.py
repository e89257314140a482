"""Looking at one customer: their page, their timeline, a number in full."""

from typing import Literal, cast

from regulars.console.customers import shown
from regulars.console.customers.views import (
    Held,
    RevealedContact,
    Timeline,
)
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import Customer
from regulars.domains.identity import Scope, staff_names
from regulars.kernel.errors import NotFound
from regulars.runtime.tx import Tx

READ, REVEAL = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_REVEAL
TIMELINE_ROWS = 25


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
    if not call.is_fragment and not call.value("before"):
        return _to_page(call, customer)
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


ROUTES: tuple[Route, ...] = (customer_page, timeline_part, reveal)


def _to_page(call: Call, customer: Customer) -> Elsewhere:
    return Elsewhere(f"{call.home}/customers/{customer.id}")


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
            return Held(entry.at, entry.actor, reason, entry.actor_kind)
    return Held(customer.deleted_at or customer.updated_at, None, reason)
