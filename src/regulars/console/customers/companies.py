"""Companies and their contacts in the console: one leads to the other, by the customer number."""

from typing import Any

from regulars.console.customers import shown
from regulars.console.customers.views import CompanyLink, Contacts, ContactsPage
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, write_place
from regulars.domains import customers
from regulars.domains.customers import Customer, Filter, Place, looks_like_number
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.tx import Tx

PAGE_ROWS = 50
OVERVIEW_ROWS = 5


@route("GET", "/customers/{id:str}/contacts", Scope.CUSTOMERS_READ, section="customers")
async def contacts_page(call: Call, tx: Tx) -> Answered:
    company = await seen_customer(call, tx)
    if company.traits.kind != "company":
        # Somebody who was a company once: their old addresses lead to what they are.
        return Elsewhere(f"{call.home}/customers/{company.id}")
    bound = ["contacts", str(company.id)]
    after = read_place(tx.keys, bound, call.value("after"), Place)
    contacts = await contacts_of(call, tx, company, limit=PAGE_ROWS, after=after)
    view = ContactsPage(await whole_of(call, tx, company), contacts)
    return Page("customers/contacts.html", view)


ROUTES: tuple[Route, ...] = (contacts_page,)


async def contacts_of(
    call: Call, tx: Tx, company: Customer, *, limit: int = OVERVIEW_ROWS, after: Place | None = None
) -> Contacts:
    page = await customers.list_customers(
        tx,
        Filter(company_id=company.id),
        limit=limit,
        country=call.visit.settings.default_country,
        after=after,
    )
    tx.note_reads("listed", [contact.id for contact in page.customers])
    bound = ["contacts", str(company.id)]
    return Contacts(
        tuple(shown.row_of(contact, call.visit) for contact in page.customers),
        write_place(tx.keys, bound, page.next) if page.next else None,
        page.next is not None,
    )


async def company_of(tx: Tx, customer: Customer) -> CompanyLink | None:
    """Deleted ones too: their contacts keep pointing at them."""
    company_id = customer.traits.company_id
    if company_id is None:
        return None
    found = await customers.customers_by_ids(tx, [company_id])
    if not found:
        return CompanyLink(str(company_id))
    tx.note_reads("listed", [company_id])
    (company,) = found
    return CompanyLink(
        str(company.id),
        company.shown_number,
        company.person.name or company.person.name2,
        company.deleted_at is not None,
    )


async def company_number(tx: Tx, customer: Customer) -> str:
    """What the form shows for it; of a company in another branch, its id stands for it."""
    company = await company_of(tx, customer)
    return (company.number or company.id) if company else ""


async def with_company(call: Call, tx: Tx, given: dict[str, Any]) -> dict[str, Any]:
    """The company that was typed by its number, as an id. Raises Invalid for a number that no
    company has."""
    if "company" not in call.form or given.get("kind") == "company":
        return given
    typed = call.value("company").strip()
    if not typed:
        return {**given, "company_id": None}
    if not looks_like_number(typed):
        return {**given, "company_id": typed}
    company_id = await customers.id_of_number(tx, typed)
    if company_id is None:
        raise Invalid(FieldError("company_id", "company_not_known"))
    return {**given, "company_id": str(company_id)}
