"""A new number or address: who they are, a code to the new one, and it moves."""

from dataclasses import replace
from time import time
from typing import Literal

from regulars.browser.peers import peer_of
from regulars.domains import customers, identity
from regulars.domains.customers import (
    ChangeAsked,
    IdentifierChange,
    NothingProven,
    PhoneInUse,
    ProofNeeded,
    ReachNotAvailable,
)
from regulars.kernel.errors import BadValue, Invalid
from regulars.portal.flashes import FlashName
from regulars.portal.pages import (
    Answered,
    Call,
    Elsewhere,
    OpenRoute,
    Page,
    faults_of,
    open_route,
)
from regulars.portal.pipeline import SessionEnded
from regulars.portal.reached.state import Changing, read_changing, write_changing
from regulars.portal.reached.views import ReachCode, ReachForm, ReachKind, Step
from regulars.portal.visits import Visit
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx

TYPED_LENGTH_MAX = 254
FORM, CODE = "reached/change.html", "reached/code.html"


@open_route("GET", "/profile/reached")
async def reach_form(call: Call) -> Answered:
    _require_somebody(call.visit)
    return Page(FORM, await _form(call, _kind(call)))


@open_route("POST", "/profile/reached")
async def ask_change(call: Call) -> Answered:
    _require_somebody(call.visit)
    kind, typed = _kind(call), call.value("typed").strip()[:TYPED_LENGTH_MAX]
    view = replace(await _form(call, kind), typed=typed)
    try:
        asked = await _ask(call.visit, kind, typed, even_so=call.value("even_so") == "yes")
    except Invalid as invalid:
        return Page(FORM, replace(view, errors={"typed": faults_of(invalid.errors)[kind]}), 422)
    except PhoneInUse as in_use:
        return Page(FORM, replace(view, held=tuple(one.name for one in in_use.held)), 409)
    except NothingProven:
        return Page(FORM, replace(view, refused="portal-reached-nothing-proven"), 409)
    if isinstance(asked, int):
        return Page(FORM, replace(view, wait_seconds=asked), 429, {"Retry-After": str(asked)})
    return Elsewhere(f"/profile/reached/code?s={asked}")


@open_route("GET", "/profile/reached/code")
async def change_code_page(call: Call) -> Answered:
    _require_somebody(call.visit)
    state = call.value("s")
    route = "GET /p/{tenant}/profile/reached/code"
    return Page(CODE, _code(state, await read_changing(call.visit, state, route=route)))


@open_route("POST", "/profile/reached/code")
async def prove_change(call: Call) -> Answered:
    visit, state = call.visit, call.value("s")
    _require_somebody(visit)
    changing = await read_changing(visit, state, route=POST_CODE)
    view = _code(state, changing)
    try:
        code = identity.read_code(call.value("code"))
    except BadValue as bad:
        return Page(CODE, replace(view, errors={"code": (bad.code,)}), 422)
    if wait := await _wait(visit, "code_typed"):
        return Page(CODE, replace(view, wait_seconds=wait), 429, {"Retry-After": str(wait)})
    if changing.step == "confirm":
        return await _confirmed(visit, changing, view, code)
    try:
        done = await _proven(visit, changing, code)
    except ReachNotAvailable:
        refused = ReachForm(changing.kind, refused="portal-reached-not-available")
        return Page(FORM, refused, 409)
    if done is None:
        return Page(CODE, replace(view, is_refused=True), 422)
    flash: FlashName = "reached-taken-over" if done.took_over else "reached-changed"
    return Elsewhere("/profile", flash=flash)


ROUTES: tuple[OpenRoute, ...] = (reach_form, ask_change, change_code_page, prove_change)
POST_CODE = "POST /p/{tenant}/profile/reached/code"


async def _ask(visit: Visit, kind: ReachKind, typed: str, *, even_so: bool) -> str | int:
    """The sealed state of the next page, or the seconds to wait."""
    if wait := await _wait(visit, "code_asked"):
        return wait
    wanted = ChangeAsked(
        kind, typed, visit.settings.default_country, visit.language, even_so=even_so
    )

    async def ask(tx: Tx) -> str | int:
        # Read again: they may have proven themselves a moment ago.
        session = await identity.read_account_session(tx, visit.signed_in.id)
        if session is None:
            raise SessionEnded
        step: Step = "change"
        try:
            asked = await customers.request_change(
                tx, session, wanted, holds=visit.desk.phone_holds
            )
        except ProofNeeded:
            step = "confirm"
            asked = await customers.request_confirmation(tx, session, kind, language=visit.language)
        if isinstance(asked, int):
            return asked
        return write_changing(tx, Changing(asked.id, step, kind, typed, even_so, int(time())))

    return await visit.desk.database.unit(_beyond(visit, "POST /p/{tenant}/profile/reached"), ask)


async def _confirmed(visit: Visit, changing: Changing, view: ReachCode, code: str) -> Answered:
    """They are who they were: now the code to the new one."""
    session, database = visit.signed_in, visit.desk.database
    context = _beyond(visit, POST_CODE)
    guess = await database.unit(
        context, lambda tx: customers.count_change_guess(tx, session, changing.challenge)
    )
    is_proven = await database.unit(
        context, lambda tx: customers.confirm_themselves(tx, session, guess, code)
    )
    if not is_proven:
        return Page(CODE, replace(view, is_refused=True), 422)
    asked = await _ask(visit, changing.kind, changing.typed, even_so=changing.even_so)
    if isinstance(asked, int):
        form = ReachForm(changing.kind, changing.typed, wait_seconds=asked)
        return Page(FORM, form, 429, {"Retry-After": str(asked)})
    return Elsewhere(f"/profile/reached/code?s={asked}", flash="reached-confirmed")


async def _proven(visit: Visit, changing: Changing, code: str) -> IdentifierChange | None:
    session, desk = visit.signed_in, visit.desk
    context = _beyond(visit, POST_CODE)
    guess = await desk.database.unit(
        context, lambda tx: customers.count_change_guess(tx, session, changing.challenge)
    )
    return await desk.database.unit(
        context,
        lambda tx: customers.verify_change(
            tx,
            session,
            guess,
            code,
            portal=desk.portal(visit.tenant),
            holds=desk.phone_holds,
        ),
    )


def _beyond(visit: Visit, route: str) -> Context:
    """In their name, and not narrowed to their rows: whose the new number was has to be seen."""
    return replace(visit.own(reading=False, route=route), own=None)


async def _wait(visit: Visit, what: Literal["code_asked", "code_typed"]) -> int:
    """Seconds, when too much came from this address. Committed by itself."""
    peer = peer_of(visit.request, hops=visit.desk.settings.proxy_hops)
    context = visit.anyone(route=POST_CODE)
    return await visit.desk.database.unit(
        context, lambda tx: identity.count_peer_try(tx, peer, what)
    )


async def _form(call: Call, kind: ReachKind) -> ReachForm:
    visit = call.visit
    context = visit.own(reading=True, route="GET /p/{tenant}/profile/reached")
    customer = await visit.desk.database.unit(
        context, lambda tx: customers.customer_by_id(tx, visit.customer_id)
    )
    known = customer.person.phone if kind == "phone" else customer.person.email
    return ReachForm(kind, known=known or "")


def _code(state: str, changing: Changing) -> ReachCode:
    return ReachCode(state, changing.kind, changing.step, changing.typed)


def _kind(call: Call) -> ReachKind:
    return "email" if call.value("kind") == "email" else "phone"


def _require_somebody(visit: Visit) -> None:
    if visit.session is None:
        raise SessionEnded
