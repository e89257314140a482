"""The first page: a greeting, their own figures, and what is worth adding."""

from uuid import UUID

from regulars.browser.amounts import amount
from regulars.domains import audit, customers, identity
from regulars.domains.audit import Wanted
from regulars.portal.home.views import HomePage
from regulars.portal.pages import Answered, Call, Page, Route, route
from regulars.runtime.tx import Tx

# What somebody can add by themselves; a second number or address is the other part's.
ADDED_HERE = frozenset({"name", "language", "birth_date", "preferences", "address"})
LOOKS_COUNTED = 30


@route("GET", "", section="home")
async def home_page(call: Call, tx: Tx) -> Answered:
    visit = call.visit
    customer, addresses = await customers.customer_with_addresses(tx, visit.customer_id)
    devices = await identity.list_account_sessions(tx, visit.signed_in.account_id)
    wanted = Wanted(subject_id=customer.id)
    looks = customers.others_looks(
        await audit.walk_looks(tx, wanted, limit=LOOKS_COUNTED), customer.id
    )
    figures = customer.figures
    spent = None
    if figures.spend_currency and figures.spend_minor:
        spent = amount(figures.spend_minor, figures.spend_currency, language=visit.language)
    missing = customers.completeness_of(
        customer.person, customer.traits, customer.stage, has_address=customer.has_address
    ).missing
    view = HomePage(
        customer.person.name or customer.person.name2,
        customer.shown_number,
        customer.created_at,
        figures.orders_count,
        spent,
        figures.tier,
        len(addresses),
        len(devices),
        len(looks),
        tuple(name for name in missing if name in ADDED_HERE),
        picture_of(customer.pictured_at.timestamp() if customer.pictured_at else None),
        await _asked_paper(tx, customer.id),
        tuple(await customers.missing_for_full(tx, customer)),
    )
    return Page("home/home.html", view)


@route("GET", "/privacy", section="privacy")
async def privacy_page(_: Call, __: Tx) -> Answered:
    return Page("home/privacy.html", None)


async def _asked_paper(tx: Tx, customer_id: UUID) -> str | None:
    known = await identity.verifications_of(tx, customer_id)
    return next((each.document_kind for each in known if each.state == "requested"), None)


def picture_of(pictured_at: float | None) -> str | None:
    """The version that stands in the picture's address."""
    return f"{int(pictured_at * 1000):x}" if pictured_at is not None else None


ROUTES: tuple[Route, ...] = (home_page, privacy_page)
