"""The tab of addresses: cards and a map, dialogs to add and change, default, delete, undo."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.browser.lands import cities, countries
from regulars.console.customers.address_views import (
    AddressDeletion,
    AddressesPage,
    AddressForm,
)
from regulars.console.customers.addresses_shown import (
    branch_pins,
    card_of,
    holders_of,
    values_of,
)
from regulars.console.customers.forms import version_of
from regulars.console.customers.whole import seen_customer, whole_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.domains import customers, tenants
from regulars.domains.customers import ADDRESS_FIELDS, Address, AddressInUse
from regulars.domains.identity import Scope
from regulars.kernel.errors import Invalid, Outdated, Refused
from regulars.runtime.tx import Tx

READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE
TAB = "/customers/{id:str}/addresses"
ONE = TAB + "/{address_id:str}"
# A deletion is asked for by a button, which has no room for a question.
ONTO_THE_PAGE = {"HX-Retarget": "#dialogs", "HX-Reswap": "innerHTML"}


@route("GET", TAB, READ, section="customers")
async def addresses_page(call: Call, tx: Tx) -> Answered:
    """Where to deliver is daily work: opening the tab shows it, and is logged as a look."""
    customer = await seen_customer(call, tx)
    branches = await tenants.list_branches(tx)
    live = await customers.addresses_of(tx, customer)
    gone = await customers.deleted_addresses(tx, customer)
    view = AddressesPage(
        await whole_of(call, tx, customer),
        tuple(card_of(address, branches, call.visit) for address in live),
        tuple(card_of(address, (), call.visit) for address in gone),
        branch_pins(branches, call.visit),
        call.visit.may(WRITE) and customer.deleted_at is None,
    )
    return Page("customers/addresses.html", view)


@route("GET", TAB + "/new", WRITE, section="customers")
async def add_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    return Page("customers/address_form.html", await _form(call, tx, customer.id))


@route("POST", TAB, WRITE, section="customers")
async def add(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.add_address(
            tx,
            customer_id,
            _given(call),
            country=call.visit.settings.default_country,
            is_default=call.value("is_default") == "true",
        )
    except (Invalid, Refused) as refused:
        return _again(refused, await _form(call, tx, customer_id))
    return _to_tab(call, customer_id, flash="address-added")


@route("GET", ONE + "/edit", WRITE, section="customers")
async def edit_dialog(call: Call, tx: Tx) -> Answered:
    customer, address = await customers.address_by_id(tx, *_ids(call))
    tx.note_reads("revealed", [customer.id])
    form = await _form(call, tx, customer.id, address=address)
    return Page("customers/address_form.html", form)


@route("POST", ONE, WRITE, section="customers")
async def edit(call: Call, tx: Tx) -> Answered:
    customer_id, address_id = _ids(call)
    also_for = [read_uuid(text) for text in call.values("also_for")]
    try:
        await customers.change_address(
            tx,
            customer_id,
            address_id,
            _given(call),
            country=call.visit.settings.default_country,
            holds=call.visit.desk.address_holds,
            is_default=True if call.value("is_default") == "true" else None,
            also_for=also_for if call.value("answered") == "true" else None,
            expected_version=version_of(call),
        )
    except (Invalid, Refused, Outdated) as refused:
        return _again(refused, await _form(call, tx, customer_id, address_id=address_id))
    return _to_tab(call, customer_id, flash="address-changed")


@route("POST", ONE + "/default", WRITE, section="customers")
async def make_default(call: Call, tx: Tx) -> Answered:
    customer_id, address_id = _ids(call)
    country = call.visit.settings.default_country
    await customers.change_address(
        tx, customer_id, address_id, {}, country=country, holds=(), is_default=True
    )
    return _to_tab(call, customer_id, flash="address-default")


@route("POST", ONE + "/deletion", WRITE, section="customers")
async def delete(call: Call, tx: Tx) -> Answered:
    """At once, since the next sentence takes it back; a question only where something uses it."""
    customer_id, address_id = _ids(call)
    try:
        await customers.delete_address(
            tx,
            customer_id,
            address_id,
            holds=call.visit.desk.address_holds,
            also_for=() if call.value("answered") == "true" else None,
        )
    except AddressInUse as used:
        view = AddressDeletion(str(customer_id), str(address_id), holders_of(used.held))
        return Page("customers/address_deletion.html", view, status=409, headers=ONTO_THE_PAGE)
    about = (customer_id, address_id)
    return _to_tab(call, customer_id, flash="address-deleted", about=about)


@route("POST", ONE + "/restore", WRITE, section="customers")
async def restore(call: Call, tx: Tx) -> Answered:
    customer_id, address_id = _ids(call)
    await customers.restore_address(tx, customer_id, address_id)
    return _to_tab(call, customer_id, flash="address-restored")


ROUTES: tuple[Route, ...] = (
    addresses_page,
    add_dialog,
    add,
    edit_dialog,
    edit,
    make_default,
    delete,
    restore,
)


def _ids(call: Call) -> tuple[UUID, UUID]:
    return read_uuid(call.ids["id"]), read_uuid(call.ids["address_id"])


def _to_tab(call: Call, customer_id: UUID, **told: Any) -> Elsewhere:
    return Elsewhere(f"{call.home}/customers/{customer_id}/addresses", **told)


def _given(call: Call) -> dict[str, Any]:
    """Only what the form held; an empty field is cleared."""
    return {name: call.value(name).strip() or None for name in ADDRESS_FIELDS if name in call.form}


async def _form(
    call: Call,
    tx: Tx,
    customer_id: UUID,
    *,
    address: Address | None = None,
    address_id: UUID | None = None,
) -> AddressForm:
    """From an address, or from what was sent; a new one stands in the tenant's country."""
    values = {name: call.value(name) for name in ADDRESS_FIELDS}
    if address:
        values, address_id = values_of(address, call.visit), address.id
    country = values["country"] or call.visit.settings.default_country
    return AddressForm(
        customer_id=str(customer_id),
        values={**values, "country": country, "type": values["type"] or "home"},
        countries=countries(call.visit.language),
        cities=cities(country, call.visit.language),
        address_id=str(address_id) if address_id else None,
        version=address.version if address else version_of(call),
        is_default=address.is_default if address else call.value("is_default") == "true",
        pins=branch_pins(await tenants.list_branches(tx), call.visit),
    )


def _again(refused: Exception, form: AddressForm) -> Page:
    """The same dialog with what is wrong in it; nothing typed is lost."""
    view = replace(form, is_again=True)
    status = 409
    if isinstance(refused, Invalid):
        status = 422
        errors: dict[str, tuple[str, ...]] = {}
        for error in refused.errors:
            errors[error.field] = (*errors.get(error.field, ()), error.code)
        view = replace(view, errors=errors)
    elif isinstance(refused, AddressInUse):
        view = replace(view, holders=holders_of(refused.held))
    else:
        view = replace(view, error=getattr(refused, "code", "invalid"))
    return Page("customers/address_form.html", view, status=status)
