"""The tab of looks: who looked at this customer, why, from where and how."""

from uuid import UUID

from regulars.console.audit.filters import way_of
from regulars.console.audit.people import people_of
from regulars.console.audit.shown import look_of
from regulars.console.audit.views import LooksPage
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_place, write_place
from regulars.domains import audit
from regulars.domains.audit import Wanted
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

PAGE_ROWS = 50


@route("GET", "/customers/{id:str}/looks", Scope.AUDIT_READ, section="customers", purpose="privacy")
async def looks_tab(call: Call, tx: Tx) -> Answered:
    customer = await seen_customer(call, tx)
    bound = ["looks", str(customer.id)]
    direction, text = way_of(call)
    place = read_place(tx.keys, bound, text, UUID)
    trail = await audit.walk_looks(
        tx, Wanted(subject_id=customer.id), limit=PAGE_ROWS, place=place, direction=direction
    )
    people = await people_of(call, tx)
    view = LooksPage(
        await whole_of(call, tx, customer),
        tuple(look_of(call, look, people, None) for look in trail.looks),
        write_place(tx.keys, bound, trail.older) if trail.older else None,
        write_place(tx.keys, bound, trail.newer) if trail.newer else None,
    )
    return Page("customers/looks.html", view)


ROUTES: tuple[Route, ...] = (looks_tab,)
