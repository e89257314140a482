"""Staff prove a customer's phone or e-mail: send a code, and what the customer reads out or types
is looked at within this very session."""

import hashlib
from dataclasses import replace
from typing import cast
from uuid import UUID

from regulars.console.codes.shown import dialog_of, sent_of, turned_of
from regulars.console.codes.views import CodeDialog, Kind, Origin
from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.till.card import card_page
from regulars.console.waiting import held_back
from regulars.domains import customers, identity
from regulars.domains.customers import (
    CodeAsked,
    Customer,
    CustomerDeleted,
    CustomerNotFound,
    IdentifierHeld,
)
from regulars.domains.identity import Guess, Scope, read_code
from regulars.kernel.errors import BadValue, NotFound
from regulars.runtime.tx import Tx

WRITE = Scope.CUSTOMERS_WRITE
KINDS: tuple[Kind, ...] = ("phone", "email")


def asks_for_code(tx: Tx, customer: Customer, kind: Kind, origin: Origin) -> Page:
    """The same dialog, right after what it is about was saved in another one."""
    tx.note_reads("read", [customer.id])
    return Page("codes/dialog.html", dialog_of(customer, kind, origin))


@route("GET", "/customers/{id:str}/codes", WRITE, section="customers")
async def code_dialog(call: Call, tx: Tx) -> Answered:
    customer = await _customer(call, tx)
    tx.note_reads("read", [customer.id])
    view = dialog_of(customer, _kind(call), _origin(call))
    standing = await _standing(call, tx, customer)
    if standing is not None:
        view = replace(view, sent=sent_of(*standing), is_again=True)
    return Page("codes/dialog.html", _facing(call, customer, view))


@route("POST", "/customers/{id:str}/codes", WRITE, section="customers")
async def send(call: Call, tx: Tx) -> Answered:
    """The wait is the customer's number's own: whoever asked for it last, here or at the portal."""
    customer, kind = await _customer(call, tx), _kind(call)
    tx.note_reads("read", [customer.id])
    view = replace(dialog_of(customer, kind, _origin(call)), is_again=True)
    asked = await customers.ask_code(tx, _wanted(call, customer, kind))
    if isinstance(asked, int):
        standing = await _standing(call, tx, customer)
        view = replace(view, wait_seconds=asked, sent=standing and sent_of(*standing))
        page = Page("codes/dialog.html", _facing(call, customer, view))
        return held_back(page, asked, swap="outerHTML")
    standing = await _standing_of(call, tx, customer.id, asked.id)
    if standing is None:
        raise CustomerNotFound
    view = replace(view, sent=sent_of(*standing))
    return Page("codes/dialog.html", _facing(call, customer, view))


@route("GET", "/customers/{id:str}/codes/way", WRITE, section="customers")
async def way(call: Call, tx: Tx) -> Answered:
    """How far it has come; the dialog asks again while that moves."""
    challenge_id = read_uuid(call.value("challenge"))
    standing = await _standing_of(call, tx, read_uuid(call.ids["id"]), challenge_id)
    if standing is None:
        raise NotFound
    kind = _kind(call)
    return Page("codes/way.html", CodeDialog(call.ids["id"], "", kind, "", sent=sent_of(*standing)))


async def _counted(call: Call, ask: Ask) -> Guess | None:
    """Committed before anything is compared. What is not six digits costs nobody a try."""
    if _typed(call) is None:
        return None
    challenge_id = read_uuid(call.value("challenge"))

    async def count(tx: Tx) -> Guess:
        await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
        return await identity.count_guess(tx, challenge_id, bound_to=_bound(call))

    return cast("Guess", await ask(count))


@route(
    "POST",
    "/customers/{id:str}/codes/proofs",
    WRITE,
    section="customers",
    beforehand=_counted,
)
async def prove(call: Call, tx: Tx) -> Answered:
    customer, kind = await _customer(call, tx), _kind(call)
    code, guess = _typed(call), call.brought
    view = replace(dialog_of(customer, kind, _origin(call)), is_again=True)
    if code is None:
        view = replace(view, fault="code_not_six_digits")
    elif (guess.holder_id, guess.kind) == (customer.id, kind):
        proven = await customers.verify_identifier(tx, guess, code)
        if isinstance(proven, Customer):
            return await _proven(call, tx, proven)
        view = replace(view, is_held=isinstance(proven, IdentifierHeld))
    tx.note_reads("read", [customer.id])
    standing = await _standing(call, tx, customer)
    if standing is not None:
        is_wrong = code is not None and not view.is_held
        view = replace(view, sent=replace(sent_of(*standing), wrong=is_wrong))
    # Kept although it refuses: that a code was wrong is a fact.
    return Page("codes/dialog.html", _facing(call, customer, view), status=422, is_kept=True)


ROUTES: tuple[Route, ...] = (code_dialog, send, way, prove)


async def _proven(call: Call, tx: Tx, customer: Customer) -> Answered:
    if _origin(call) == "till" and call.is_fragment:
        return await card_page(call, tx, customer, "verified")
    tx.note_reads("read", [customer.id])
    return Elsewhere(f"{call.home}/customers/{customer.id}", flash="customer-verified")


def _facing(call: Call, customer: Customer, view: CodeDialog) -> CodeDialog:
    """Towards the customer, while there is something for them to type."""
    if call.value("turned") != "true" or view.sent is None or not view.sent.is_open:
        return view
    language = customer.traits.language or call.visit.language
    return replace(view, turned=turned_of(call.visit.desk.catalogue, language, view))


async def _customer(call: Call, tx: Tx) -> Customer:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    kind = _kind(call)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if not (customer.person.phone if kind == "phone" else customer.person.email):
        raise CustomerNotFound
    return customer


async def _standing(
    call: Call, tx: Tx, customer: Customer
) -> tuple[UUID, identity.CodeStanding] | None:
    """Of the challenge that the dialog names; opened anew, of the one that still waits for an
    answer: who closed it by mistake need not send another."""
    if call.value("challenge"):
        return await _standing_of(call, tx, customer.id, read_uuid(call.value("challenge")))
    kind = _kind(call)
    value = customer.person.phone if kind == "phone" else customer.person.email
    assert value is not None
    waiting = await identity.open_code(
        tx, kind, value, purpose="verification", bound_to=_bound(call), holder_id=customer.id
    )
    return await _standing_of(call, tx, customer.id, waiting) if waiting else None


async def _standing_of(
    call: Call, tx: Tx, customer_id: UUID, challenge_id: UUID
) -> tuple[UUID, identity.CodeStanding] | None:
    found = await identity.code_standing(
        tx, challenge_id, bound_to=_bound(call), holder_id=customer_id
    )
    return (challenge_id, found) if found else None


def _wanted(call: Call, customer: Customer, kind: Kind) -> CodeAsked:
    person, settings = customer.person, call.visit.settings
    return CodeAsked(
        "verification",
        person.phone if kind == "phone" else None,
        person.email if kind == "email" else None,
        settings.default_country,
        customer.traits.language or call.visit.language,
        bound_to=_bound(call),
        customer_id=customer.id,
    )


def _bound(call: Call) -> bytes:
    """Only the session that asked for a code may answer it."""
    session = call.visit.signed_in.session
    return hashlib.sha256(b"regulars.console.code\0" + session.id.bytes).digest()


def _kind(call: Call) -> Kind:
    for kind in KINDS:
        if call.value("kind", "phone") == kind:
            return kind
    raise NotFound


def _origin(call: Call) -> Origin:
    return "till" if call.value("from") == "till" else "page"


def _typed(call: Call) -> str | None:
    try:
        return read_code(call.value("code"))
    except BadValue:
        return None
