"""The palette opens with what one is likely to want, and answers while one types."""

from dataclasses import replace

from regulars.console.customers import shown
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.palette.commands import matching
from regulars.console.palette.views import Palette
from regulars.console.waiting import held_back
from regulars.domains import audit, customers
from regulars.domains.customers import Customer, Filter
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

FEATURE = "console.palette"
PEOPLE_MAX = 6
RECENT_MAX = 4
TYPED_MAX = 120


@route("GET", "/palette", None)
async def palette(call: Call, tx: Tx) -> Answered:
    call.visit.require_feature(FEATURE)
    return Page("palette/palette.html", await _recent(call, tx))


@route("POST", "/palette/searches", None, is_reading=True)
async def search(call: Call, tx: Tx) -> Answered:
    """By POST, because what is typed here may be a person's."""
    call.visit.require_feature(FEATURE)
    typed = call.value("typed").strip()[:TYPED_MAX]
    view = await _found(call, tx, typed) if typed else await _recent(call, tx)
    page = Page("palette/answers.html" if call.is_fragment else "palette/palette.html", view)
    return held_back(page, view.wait_seconds, swap="innerHTML")


ROUTES: tuple[Route, ...] = (palette, search)


async def _recent(call: Call, tx: Tx) -> Palette:
    people: list[Customer] = []
    if call.visit.may(Scope.CUSTOMERS_READ):
        ids = await audit.recent_subjects(tx, purpose="till", most=RECENT_MAX)
        people = [c for c in await customers.customers_by_ids(tx, ids) if c.deleted_at is None]
    return _view(call, tx, "", people, is_recent=True)


async def _found(call: Call, tx: Tx, typed: str) -> Palette:
    people: list[Customer] = []
    wait_seconds = 0
    if call.visit.may(Scope.CUSTOMERS_READ):
        country = call.visit.settings.default_country
        page = await customers.list_customers(tx, Filter(typed), limit=PEOPLE_MAX, country=country)
        people, wait_seconds = list(page.customers), page.wait_seconds
    return replace(_view(call, tx, typed, people), wait_seconds=wait_seconds)


def _view(
    call: Call, tx: Tx, typed: str, people: list[Customer], *, is_recent: bool = False
) -> Palette:
    if people:
        tx.note_reads("listed", [customer.id for customer in people])
    return Palette(
        typed,
        matching(typed, call.visit.signed_in.session.scopes, call.visit.desk.catalogue),
        tuple(shown.row_of(customer, call.visit) for customer in people),
        is_recent,
    )
