"""Changing customers: the dialogs that make, edit and upgrade one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from regulars.console.codes.handlers import asks_for_code
from regulars.console.customers import shown
from regulars.console.customers.companies import company_number, with_company
from regulars.console.customers.dialogs import CustomerForm
from regulars.console.customers.forms import (
    FORM_FIELDS,
    customer_form_of,
    given_of,
    stage_of,
    version_of,
)
from regulars.console.customers.views import Purpose
from regulars.console.flashes import FlashName
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.till.card import card_page
from regulars.console.waiting import waiting_headers
from regulars.domains import customers
from regulars.domains.customers import Customer, PhoneKnown, SearchBudgetSpent, Stage
from regulars.domains.identity import Scope
from regulars.domains.tenants import PreferenceShape, read_preference_shape
from regulars.kernel.errors import Invalid, Outdated, Refused
from regulars.runtime.tx import Tx

WRITE = Scope.CUSTOMERS_WRITE
# What the room calls a value that a preference's name cannot have is a fault of the name.
PREFERENCE_FAULTS = {
    "unknown_value": "preference_name_not_valid",
    "preference_not_known": "preference_not_asked",
    "preference_choice_not_known": "unknown_value",
}


@route("POST", "/customers/draft", WRITE, section="customers")
async def draft_dialog(call: Call, tx: Tx) -> Answered:
    """Empty, or begun with the words of a search, or with the company of a new contact."""
    form = customer_form_of(
        call,
        purpose="new",
        shape=await read_preference_shape(tx),
        typed=call.value("q"),
        company=call.value("contact_of"),
    )
    return Page("customers/form.html", form)


@route("POST", "/customers", WRITE, section="customers")
async def create(call: Call, tx: Tx) -> Answered:
    stage = stage_of(call)
    country = call.visit.settings.default_country
    is_shared = call.value("shared_phone") == "true"
    try:
        given = await with_company(call, tx, given_of(call))
        draft = customers.read_draft(stage, given, country=country, shared_phone=is_shared)
        customer = await customers.register(tx, draft)
    except (Invalid, Refused) as refused:
        shape = await read_preference_shape(tx)
        return _again(refused, customer_form_of(call, purpose="new", shape=shape))
    if stage != customer.stage:
        return _prove_next(call, tx, customer)
    return Elsewhere(f"{call.home}/customers/{customer.id}", flash="customer-registered")


@route("GET", "/customers/{id:str}/edit", WRITE, section="customers")
async def edit_dialog(call: Call, tx: Tx) -> Answered:
    return await _dialog(call, tx, "edit")


@route("POST", "/customers/{id:str}", WRITE, section="customers")
async def edit(call: Call, tx: Tx) -> Answered:
    return await _changed(call, tx, "edit")


@route("GET", "/customers/{id:str}/upgrade", WRITE, section="customers")
async def upgrade_dialog(call: Call, tx: Tx) -> Answered:
    return await _dialog(call, tx, "upgrade")


@route("POST", "/customers/{id:str}/upgrade", WRITE, section="customers")
async def upgrade(call: Call, tx: Tx) -> Answered:
    return await _changed(call, tx, "upgrade")


ROUTES: tuple[Route, ...] = (
    draft_dialog,
    create,
    edit_dialog,
    edit,
    upgrade_dialog,
    upgrade,
)


async def _dialog(call: Call, tx: Tx, purpose: Purpose) -> Page:
    """A form holds phone and e-mail in full, so opening one is a reveal."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("revealed", [customer.id])
    shape = await read_preference_shape(tx)
    form = customer_form_of(
        call,
        purpose=purpose,
        shape=shape,
        customer=customer,
        company=await company_number(tx, customer),
    )
    return Page("customers/form.html", _with_needs(call, form, customer, shape))


async def _changed(call: Call, tx: Tx, purpose: Purpose) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    before = await customers.customer_by_id(tx, customer_id)
    asked: dict[str, Any] = {
        "country": call.visit.settings.default_country,
        "shared_phone": call.value("shared_phone") == "true",
        "expected_version": version_of(call),
    }
    try:
        given = await with_company(call, tx, given_of(call, before))
        if purpose == "upgrade":
            after = await _upgraded(tx, before, stage_of(call), given, asked)
        else:
            after = await customers.change_customer(tx, customer_id, given, **asked)
    except (Invalid, Refused, Outdated, SearchBudgetSpent) as refused:
        shape = await read_preference_shape(tx)
        form = customer_form_of(call, purpose=purpose, shape=shape, customer_id=customer_id)
        return _again(refused, _with_needs(call, form, before, shape))
    if purpose == "upgrade" and stage_of(call) != after.stage:
        return _prove_next(call, tx, after)
    if _origin(call) == "till" and call.is_fragment:
        return await card_page(call, tx, after, "upgraded")
    flash: FlashName = "customer-upgraded" if purpose == "upgrade" else "customer-changed"
    return Elsewhere(f"{call.home}/customers/{customer_id}", flash=flash)


async def _upgraded(
    tx: Tx, before: Customer, stage: Stage, given: Mapping[str, Any], asked: Mapping[str, Any]
) -> Customer:
    """Where nothing but the proof of the phone is missing for full, the rest is saved; with the
    right code they rise by themselves."""
    try:
        return await customers.upgrade_customer(tx, before.id, stage, given, **asked)
    except Invalid as invalid:
        if not _lacks_the_proof_alone(invalid):
            raise
    if before.stage == "guest":
        return await customers.upgrade_customer(
            tx, before.id, "stub", given, towards="full", **asked
        )
    return await customers.change_customer(tx, before.id, given, towards="full", **asked)


def _lacks_the_proof_alone(invalid: Invalid) -> bool:
    return {error.code for error in invalid.errors} == {"phone_not_proven"}


def _prove_next(call: Call, tx: Tx, customer: Customer) -> Answered:
    origin = _origin(call)
    if call.is_fragment:
        return asks_for_code(tx, customer, "phone", origin)
    return Elsewhere(f"{call.home}/customers/{customer.id}/codes?kind=phone&from={origin}")


def _with_needs(
    call: Call, form: CustomerForm, customer: Customer, shape: PreferenceShape
) -> CustomerForm:
    """Before anybody is asked for anything it stands there what full needs, and what is missing."""
    if form.purpose != "upgrade":
        return form
    needs = customers.needs_of_full(customer, shape)
    return replace(form, needs=tuple(needs.items()), origin=_origin(call))


def _origin(call: Call) -> Literal["till", "page"]:
    return "till" if call.value("from") == "till" else "page"


def _again(refused: Exception, form: CustomerForm) -> Page:
    """The same dialog with what is wrong in it; nothing typed is lost."""
    changes: dict[str, Any] = {"is_again": True}
    status = 409
    shows: tuple[UUID, ...] = ()
    headers: dict[str, str] = {}
    if isinstance(refused, Invalid):
        status = 422
        errors: dict[str, tuple[str, ...]] = {}
        for error in refused.errors:
            code = error.code
            if code == "phone_not_proven":
                # The code comes by itself, once all the rest is there.
                continue
            if error.field.startswith("preferences"):
                code = PREFERENCE_FAULTS.get(code, code)
            name = FORM_FIELDS.get(error.field, error.field)
            errors[name] = (*errors.get(name, ()), code)
        changes["errors"] = errors
    elif isinstance(refused, PhoneKnown):
        # Known in another branch: this one may not see by whom, and may share the number anyway.
        is_seen = bool(refused.known.candidates)
        changes["error"] = refused.code if is_seen else "phone_known_elsewhere"
        shows = tuple(customer.id for customer in refused.known.candidates)
        changes["candidates"] = tuple(map(shown.candidate_of, refused.known.candidates))
    else:
        changes["error"] = getattr(refused, "code", "invalid")
    if isinstance(refused, SearchBudgetSpent):
        status = 429
        headers = waiting_headers(refused.retry_after_seconds, swap="outerHTML")
    view = replace(form, **changes)
    return Page("customers/form.html", view, status=status, shows=shows, headers=headers)
