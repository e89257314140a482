"""Looking at one customer: their page, their timeline, a number in full."""

from dataclasses import replace
from typing import Literal, cast

from regulars.console.customers import shown
from regulars.console.customers.account import card_of
from regulars.console.customers.companies import company_of, contacts_of
from regulars.console.customers.told import telling_of
from regulars.console.customers.views import RevealedContact, Timeline, TimelinePage
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.console.verifications.shown import proofs_of
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import Customer
from regulars.domains.identity import Scope, staff_names
from regulars.kernel.errors import NotFound
from regulars.runtime.tx import Tx

READ, REVEAL = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_REVEAL
TIMELINE_ROWS = 50
OVERVIEW_ROWS = 10


@route("GET", "/customers/{id:str}", READ, section="customers")
async def customer_page(call: Call, tx: Tx) -> Answered:
    if found := await _by_number(call, tx):
        return found
    customer = await seen_customer(call, tx)
    timeline = await _timeline(call, tx, customer, None, limit=OVERVIEW_ROWS)
    whole = await whole_of(call, tx, customer)
    view = replace(
        shown.page_of(customer, whole, await telling_of(call.visit, tx, ()), timeline),
        phone_is_shared=await customers.shares_phone(tx, customer),
        company=await company_of(tx, customer),
        account=await card_of(call, tx, customer) if whole.kind == "person" else None,
        contacts=await contacts_of(call, tx, customer) if whole.kind == "company" else None,
        proofs=await proofs_of(call, tx, customer),
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


ROUTES: tuple[Route, ...] = (customer_page, timeline_page, reveal)


async def _by_number(call: Call, tx: Tx) -> Elsewhere | None:
    """What stands on a receipt is an address too, and leads to the one that stays."""
    text = call.ids["id"]
    if not customers.looks_like_number(text):
        return None
    customer_id = await customers.id_of_number(tx, text)
    if customer_id is None:
        raise NotFound
    return Elsewhere(f"{call.home}/customers/{customer_id}")


async def _timeline(
    call: Call, tx: Tx, customer: Customer, after: FactPlace | None, *, limit: int
) -> Timeline:
    facts = await customers.read_timeline(tx, customer, limit=limit, after=after)
    people = {e.fact.actor_id for e in facts.entries if e.fact.actor_kind == "staff"}
    names = await staff_names(tx, [person for person in people if person])
    bound = ["timeline", str(customer.id)]
    earlier = write_place(tx.keys, bound, facts.next) if facts.next else None
    telling = await telling_of(call.visit, tx, [customer], facts.entries)
    return shown.timeline_of(customer, facts, telling, names, earlier)
