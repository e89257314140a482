"""Which customers live near a branch: the nearest first, with a map."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.addresses_shown import area_of, pin_named
from regulars.console.customers.near_views import WITHIN_KM, WITHIN_USUAL, NearPage, NearRow
from regulars.console.layout.views import MapPin
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_place, write_place
from regulars.console.visits import name_of
from regulars.domains import customers, tenants
from regulars.domains.customers import OPENED_MAX, Customer, Near
from regulars.domains.identity import Scope
from regulars.domains.tenants import Branch
from regulars.kernel.geo import Point
from regulars.runtime.tx import Tx

PAGE_ROWS = 50
METRES = 1_000


class NearPlace(NamedTuple):
    metres: int
    id: UUID


@route("GET", "/customers/near", Scope.CUSTOMERS_READ, section="customers")
async def near_page(call: Call, tx: Tx) -> Answered:
    """A branch and a distance stand in the address: neither is a person's."""
    placed = [
        (branch, branch.point)
        for branch in await tenants.list_branches(tx)
        if branch.point and not branch.closed_at
    ]
    if not placed:
        return Page("customers/near.html", NearPage(may_place=call.visit.may(Scope.SETTINGS_WRITE)))
    branch, point = _chosen(call, placed)
    within = next((km for km in WITHIN_KM if str(km) == call.value("within")), WITHIN_USUAL)
    reveal = call.visit.may(Scope.CUSTOMERS_REVEAL)
    bound = ["near", str(branch.id), within, reveal]
    after = read_place(tx.keys, bound, call.value("after"), NearPlace)
    found = await customers.addresses_near(
        tx, point, within * METRES, limit=OPENED_MAX, sees_pins=reveal
    )
    left = [one for one in found if after is None or _key(one) > (after.metres, after.id.bytes)]
    page = left[:PAGE_ROWS]
    listed = await customers.customers_by_ids(tx, {one.address.customer_id for one in page})
    people: dict[UUID, Customer] = {customer.id: customer for customer in listed}
    # A pin is a door, as the streets are.
    tx.note_reads("revealed" if reveal else "listed", people)
    last = page[-1] if len(left) > len(page) else None
    following = NearPlace(last.metres, last.address.id) if last else None
    name = name_of(branch, call.visit.language)
    here = MapPin(point.latitude, point.longitude, "branch", name)
    view = NearPage(
        rows=tuple(_row(call, one, people) for one in page if one.address.customer_id in people),
        branches=tuple((str(b.id), name_of(b, call.visit.language)) for b, _ in placed),
        branch=str(branch.id),
        within=within,
        count=len(found),
        pins=(here, *_pins(page, people)) if reveal else (here,),
        is_rough=not reveal,
        is_crowded=len(found) >= OPENED_MAX,
        next_cursor=write_place(tx.keys, bound, following) if following else None,
        is_first=after is None,
    )
    return Page("customers/near.html", view)


ROUTES: tuple[Route, ...] = (near_page,)


def _chosen(call: Call, placed: Sequence[tuple[Branch, Point]]) -> tuple[Branch, Point]:
    """The one asked for; else where whoever asks is signed in; else the first."""
    own = call.visit.signed_in.session.branch
    for wanted in (call.value("branch"), str(own) if own else ""):
        for one in placed:
            if str(one[0].id) == wanted:
                return one
    return placed[0]


def _key(one: Near) -> tuple[int, bytes]:
    return one.metres, one.address.id.bytes


def _row(call: Call, one: Near, people: Mapping[UUID, Customer]) -> NearRow:
    address = one.address
    return NearRow(
        str(address.id),
        shown.row_of(people[address.customer_id], call.visit),
        address.draft.kind,
        area_of(address, call.visit),
        one.metres,
        address.details.label,
    )


def _pins(page: Sequence[Near], people: Mapping[UUID, Customer]) -> list[MapPin]:
    known = [one.address for one in page if one.address.customer_id in people]
    pins = [pin_named(each, _called(people[each.customer_id])) for each in known]
    return [pin for pin in pins if pin]


def _called(customer: Customer) -> str:
    return customer.person.name or customer.person.name2 or customer.shown_number
