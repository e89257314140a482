"""Home: the first page of owners and admins, and one that draws itself again when facts arrive."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from regulars.console.alerts.shown import sign_of
from regulars.console.home.shown import happening_of, page_of
from regulars.console.home.views import DAYS_DEFAULT, GRAINS, Grain, Happening, Period
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.domains import customers
from regulars.domains.audit import list_facts
from regulars.domains.customers import DAYS_MAX, Filter
from regulars.domains.identity import Scope, staff_names
from regulars.runtime.tx import Tx

NEWEST = 6
HAPPENINGS = 6
# Among so many of the newest facts are those told; the others are about staff and settings.
FACTS_SEEN = 60


@route("GET", "", Scope.CUSTOMERS_READ, section="home")
async def home_page(call: Call, tx: Tx) -> Answered:
    period = _period(call)
    found = await customers.read_statistics(
        tx, call.visit.settings, days=period.days, grain=period.grain, now=datetime.now(UTC)
    )
    newest = await customers.list_customers(
        tx, Filter(), limit=NEWEST, country=call.visit.settings.default_country
    )
    tx.note_reads("listed", [customer.id for customer in newest.customers])
    happenings = await _happenings(call, tx)
    view = page_of(found, period, call.visit, newest.customers, happenings)
    if call.visit.may(Scope.AUDIT_READ):
        view = replace(view, alerts=await sign_of(call, tx))
    return Page("home/figures.html" if call.is_fragment else "home/home.html", view)


ROUTES: tuple[Route, ...] = (home_page,)


def _period(call: Call) -> Period:
    asked = call.value("days")
    days = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    days = days if 1 <= days <= DAYS_MAX else DAYS_DEFAULT
    grain = call.value("by")
    return Period(days, grain if grain in GRAINS else _fitting(days))


def _fitting(days: int) -> Grain:
    """As many pieces as an eye takes in."""
    if days <= 31:
        return "day"
    return "week" if days <= 120 else "month"


async def _happenings(call: Call, tx: Tx) -> list[Happening]:
    """About customers that the caller may see: whoever is not found is not told of."""
    facts = [
        fact
        for fact in (await list_facts(tx, limit=FACTS_SEEN)).facts
        if fact.subject_kind == "customer"
    ]
    visible = await customers.visible_ids(tx, {fact.subject_id for fact in facts})
    told = [fact for fact in facts if fact.subject_id in visible][:HAPPENINGS]
    about: dict[UUID, customers.Customer] = {
        customer.id: customer
        for customer in await customers.customers_by_ids(tx, {fact.subject_id for fact in told})
    }
    tx.note_reads("listed", list(about))
    people = {fact.actor_id for fact in told if fact.actor_kind == "staff" and fact.actor_id}
    names = await staff_names(tx, list(people))
    return [
        happening_of(fact, about[fact.subject_id], call.visit, names)
        for fact in told
        if fact.subject_id in about
    ]
