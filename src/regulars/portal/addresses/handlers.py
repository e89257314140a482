"""Their own addresses: listed, added, changed, made the default, deleted, brought back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.browser.lands import cities, countries
from regulars.domains import customers, tenants
from regulars.domains.customers import (
    ADDRESS_FIELDS,
    ADDRESSES_MAX,
    Address,
    AddressDeleted,
    AddressInUse,
)
from regulars.kernel.errors import Invalid, NotFound, Outdated, Refused
from regulars.portal.addresses.shown import branch_pins, card_of, held_by, values_of
from regulars.portal.addresses.views import AddressDeletion, AddressesPage, AddressForm
from regulars.portal.pages import Answered, Call, Elsewhere, Page, Route, faults_of, route
from regulars.runtime.tx import Tx

ONE = "/addresses/{address_id:str}"


@route("GET", "/addresses", section="addresses")
async def addresses_page(call: Call, tx: Tx) -> Answered:
    customer, live = await customers.customer_with_addresses(tx, call.visit.customer_id)
    gone = await customers.deleted_addresses(tx, customer)
    language = call.visit.language
    view = AddressesPage(
        tuple(card_of(address, language) for address in live),
        tuple(card_of(address, language) for address in gone),
        len(live) < ADDRESSES_MAX,
    )
    return Page("addresses/addresses.html", view)


@route("GET", "/addresses/new", section="addresses")
async def new_form(call: Call, tx: Tx) -> Answered:
    return Page("addresses/form.html", await _form(call, tx))


@route("POST", "/addresses", section="addresses", seen_at="/addresses/new")
async def add(call: Call, tx: Tx) -> Answered:
    try:
        await customers.add_address(
            tx,
            call.visit.customer_id,
            _given(call),
            country=call.country,
            is_default=call.value("is_default") == "true",
        )
    except (Invalid, Refused) as refused:
        return _again(refused, await _form(call, tx))
    return Elsewhere("/addresses", flash="address-added")


@route("GET", ONE + "/edit", section="addresses")
async def edit_form(call: Call, tx: Tx) -> Answered:
    mine, address_id = _ids(call)
    _, address = await customers.address_by_id(tx, mine, address_id)
    if address.deleted_at is not None:
        raise NotFound
    return Page("addresses/form.html", await _form(call, tx, address=address))


@route("POST", ONE, section="addresses", seen_at="/addresses/{address_id}/edit")
async def edit(call: Call, tx: Tx) -> Answered:
    mine, address_id = _ids(call)
    also_for = [_uuid(text) for text in call.values("also_for")]
    try:
        await customers.change_address(
            tx,
            mine,
            address_id,
            _given(call),
            country=call.country,
            holds=call.visit.desk.address_holds,
            is_default=True if call.value("is_default") == "true" else None,
            also_for=also_for if call.value("answered") == "true" else None,
            expected_version=_version(call),
        )
    except (Invalid, Refused, Outdated) as refused:
        return _again(refused, await _form(call, tx, address_id=address_id))
    return Elsewhere("/addresses", flash="address-changed")


@route("POST", ONE + "/default", section="addresses", seen_at="/addresses")
async def make_default(call: Call, tx: Tx) -> Answered:
    mine, address_id = _ids(call)
    await customers.change_address(
        tx, mine, address_id, {}, country=call.country, holds=(), is_default=True
    )
    return Elsewhere("/addresses", flash="address-default")


@route("POST", ONE + "/deletion", section="addresses", seen_at="/addresses")
async def delete(call: Call, tx: Tx) -> Answered:
    """At once, since the next sentence takes it back; a question only where something uses it."""
    mine, address_id = _ids(call)
    is_answered = call.value("answered") == "true"
    try:
        await customers.delete_address(
            tx,
            mine,
            address_id,
            holds=call.visit.desk.address_holds,
            also_for=() if is_answered else None,
        )
    except AddressInUse as used:
        view = AddressDeletion(str(address_id), held_by(used.held))
        return Page("addresses/deletion.html", view, 409)
    return Elsewhere("/addresses", flash="address-deleted", about=address_id)


@route("POST", ONE + "/restore", section="addresses", seen_at="/addresses")
async def restore(call: Call, tx: Tx) -> Answered:
    await customers.restore_address(tx, *_ids(call))
    return Elsewhere("/addresses", flash="address-restored")


ROUTES: tuple[Route, ...] = (
    addresses_page,
    new_form,
    add,
    edit_form,
    edit,
    make_default,
    delete,
    restore,
)


def _ids(call: Call) -> tuple[UUID, UUID]:
    return call.visit.customer_id, call.id("address_id")


def _uuid(text: str) -> UUID:
    """What is no id names nothing that uses the address."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _version(call: Call) -> int | None:
    text = call.value("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _given(call: Call) -> dict[str, Any]:
    """Only what the form held; an empty field is cleared."""
    return {name: call.value(name).strip() or None for name in ADDRESS_FIELDS if name in call.form}


async def _form(
    call: Call, tx: Tx, *, address: Address | None = None, address_id: UUID | None = None
) -> AddressForm:
    """From an address, or from what was sent; a new one stands in the shop's country."""
    language = call.visit.language
    values = {name: call.value(name) for name in ADDRESS_FIELDS}
    stands = address
    if address:
        values, address_id = values_of(address, language), address.id
    elif address_id:
        _, stands = await customers.address_by_id(tx, call.visit.customer_id, address_id)
    country = values["country"] or call.country
    return AddressForm(
        {**values, "country": country, "type": values["type"] or "home"},
        countries(language),
        cities(country, language),
        str(address_id) if address_id else None,
        address.version if address else _version(call),
        stands is not None and stands.is_default,
        call.value("is_default") == "true",
        branch_pins(await tenants.list_branches(tx), language),
    )


def _again(refused: Exception, form: AddressForm) -> Page:
    """The same page with what is wrong in it; nothing typed is lost."""
    if isinstance(refused, NotFound | AddressDeleted):
        raise refused
    if isinstance(refused, Invalid):
        return Page("addresses/form.html", replace(form, errors=faults_of(refused.errors)), 422)
    if isinstance(refused, AddressInUse):
        return Page("addresses/form.html", replace(form, held=held_by(refused.held)), 409)
    code = getattr(refused, "code", "invalid")
    return Page("addresses/form.html", replace(form, error=code), 409)
