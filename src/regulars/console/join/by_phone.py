"""Accepting an invitation that came by SMS: a code to that phone, and its person is signed in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Response

from regulars.browser.forgery import Forged, read_form, refuse_forged
from regulars.console.cookies import anonymous_secret
from regulars.console.join.pages import credential_of, join_page, view_of
from regulars.console.join.views import JoinPage
from regulars.console.pages import Elsewhere
from regulars.console.pipeline import Console
from regulars.console.settings.faults import errors_of
from regulars.console.sign_in.asked import (
    Asked,
    Use,
    bound_to,
    read_asked,
    write_asked,
)
from regulars.console.sign_in.entering import came_of, know_browser, let_in, opening_of
from regulars.console.sign_in.handlers import count_peer_try, strangers_context
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import InvitationOver, SignIn, StaffPhoneKnown
from regulars.kernel.errors import BadValue, Invalid
from regulars.runtime.tx import Tx

CODES = "POST /c/{tenant}/join/{secret}/codes"
ACCEPT = "POST /c/{tenant}/join/{secret}"
Form = Mapping[str, list[str]]
NOBODY = UUID(int=0)
USE: Use = "console invitation"


async def send_code(console: Console, visit: Visit) -> Response[Any]:
    await refuse_forged(visit)
    if not anonymous_secret(console.desk, visit.request):
        raise Forged
    form = await read_form(visit.request)
    name, credential = form.get("name", [""])[-1], credential_of(visit)
    context, database = strangers_context(visit, CODES), console.desk.database
    invitation = await database.unit(context, lambda tx: identity.open_invitation(tx, credential))
    view, _ = await read_waiting(visit, replace(view_of(visit, invitation), name=name), form)
    if wait := await count_peer_try(visit, "code_asked", route=CODES):
        return _held(console, visit, view, wait)

    async def ask(tx: Tx) -> str | int:
        mine = bound_to(visit)
        asked = await identity.ask_join_code(
            tx, credential, name=name, language=visit.language, bound_to=mine
        )
        if isinstance(asked, int):
            return asked
        waiting = Asked(asked.id, view.phone, asked.resend_in, mine, name=name)
        return write_asked(tx, waiting, use=USE)

    try:
        asked = await database.unit(context, ask)
    except Invalid as invalid:
        return join_page(console, visit, replace(view, errors=errors_of(invalid)), status=422)
    if isinstance(asked, int):
        return _held(console, visit, view, asked)
    # A page that can be opened again: whoever reads the SMS meanwhile loses nothing.
    return console.elsewhere(Elsewhere(f"{_address(visit, view)}?s={asked}"), visit)


async def read_waiting(visit: Visit, view: JoinPage, given: Form) -> tuple[JoinPage, Asked | None]:
    """With the code that it waits for, if this browser asked for one."""
    state = given.get("s", [""])[-1]
    if not state:
        return view, None

    async def opened(tx: Tx) -> Asked | None:
        return read_asked(tx, visit, state, use=USE)

    asked = await visit.desk.database.unit(strangers_context(visit, ACCEPT), opened)
    if asked is None or asked.phone != view.phone:
        return view, None
    return replace(view, state=state, resend_seconds=asked.resend_seconds), asked


async def accept_by_phone(
    console: Console, visit: Visit, view: JoinPage, form: Form
) -> Response[Any]:
    """The form was looked at for forgery before. Whoever sits here is signed out by it."""
    view, asked = await read_waiting(visit, view, form)
    if visit.account and form.get("leave", [""])[-1] != "yes":
        unasked = replace(view, errors={"leave": ("leave_missing",)})
        return join_page(console, visit, unasked, status=409)
    try:
        code = identity.read_code(form.get("code", [""])[-1])
    except BadValue as bad:
        wrong = replace(view, errors={"code": (bad.code,)})
        return join_page(console, visit, wrong, status=422)
    if wait := await count_peer_try(visit, "code_typed", route=ACCEPT):
        return _held(console, visit, view, wait)
    try:
        signed = await _accepted(visit, view, asked.challenge if asked else NOBODY, code)
    except Invalid as invalid:
        return join_page(console, visit, replace(view, errors=errors_of(invalid)), status=422)
    except StaffPhoneKnown:
        raise InvitationOver from None
    if signed is None:
        return join_page(console, visit, replace(view, is_refused=True), status=422)
    there = let_in(visit, signed, f"/c/{visit.tenant.slug}")
    return console.elsewhere(there, visit)


async def _accepted(visit: Visit, view: JoinPage, challenge: UUID, code: str) -> SignIn | None:
    context, database = strangers_context(visit, ACCEPT), visit.desk.database
    mine, came = bound_to(visit), came_of(visit)
    guess = await database.unit(
        context, lambda tx: identity.count_guess(tx, challenge, bound_to=mine)
    )

    async def accept(tx: Tx) -> SignIn | None:
        signed = await identity.accept_by_phone(
            tx,
            credential_of(visit),
            guess,
            code,
            name=view.name,
            opening=opening_of(visit),
            came=came,
        )
        if signed is None:
            return None
        if visit.account:
            await identity.end_session(tx, visit.account.session)
        return await know_browser(tx, visit, signed)

    return await database.unit(context, accept)


def _held(console: Console, visit: Visit, view: JoinPage, seconds: int) -> Response[Any]:
    return join_page(console, visit, replace(view, wait_seconds=seconds), status=429)


def _address(visit: Visit, view: JoinPage) -> str:
    return f"/c/{visit.tenant.slug}/join/{view.secret}"
