"""Accepting an invitation: the account is made, and its person signs in by the usual way."""

from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from regulars.browser.forgery import Forged, read_form, read_query, refuse_forged
from regulars.console.cookies import (
    AnyRequest,
    anonymous_secret,
    session_cookie_of,
)
from regulars.console.join.by_phone import accept_by_phone, read_waiting, send_code
from regulars.console.join.pages import credential_of, join_page, view_of
from regulars.console.join.views import JoinPage
from regulars.console.pages import Elsewhere
from regulars.console.pipeline import Console
from regulars.console.settings.faults import errors_of
from regulars.console.sign_in.handlers import as_stranger, strangers_context
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import InvitationOver, StaffEmailKnown
from regulars.kernel.errors import Invalid
from regulars.runtime.beat import CODES, PASSWORDS
from regulars.runtime.tx import Tx

ROUTE = "/c/{tenant}/join/{secret}"


def join_handlers(console: Console) -> list[HTTPRouteHandler]:
    @get("/c/{tenant:str}/join/{secret:str}", name="console.join")
    async def show(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _show)

    @post(
        "/c/{tenant:str}/join/{secret:str}",
        name="console.join.post",
        status_code=200,
        beat=PASSWORDS,
    )
    async def accept(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _accept)

    @post(
        "/c/{tenant:str}/join/{secret:str}/codes",
        name="console.join.codes",
        status_code=200,
        beat=CODES,
    )
    async def send(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, send_code)

    return [show, accept, send]


async def _answered(console: Console, request: AnyRequest, run: Any) -> Response[Any]:
    visit: Visit | None = None
    try:
        visit = as_stranger(console, await console.visits.of(request))
        answered: Response[Any] = await run(console, visit)
    except InvitationOver:
        assert visit is not None, "an invitation is looked for in a business"
        return join_page(console, visit, JoinPage(), status=410)
    except Exception as error:  # noqa: BLE001 - logged there
        return console.refusal(error, request, visit)
    return answered


async def _show(console: Console, visit: Visit) -> Response[Any]:
    context = strangers_context(visit, f"GET {ROUTE}")
    credential = credential_of(visit)
    invitation = await console.desk.database.unit(
        context, lambda tx: identity.open_invitation(tx, credential)
    )
    view = view_of(visit, invitation)
    if invitation.phone:
        view, asked = await read_waiting(visit, view, read_query(visit.request))
        view = replace(view, name=asked.name if asked else "")
    return join_page(console, visit, view)


async def _accept(console: Console, visit: Visit) -> Response[Any]:
    await refuse_forged(visit)
    if not anonymous_secret(console.desk, visit.request) and visit.account is None:
        raise Forged
    form = await read_form(visit.request)
    name = form.get("name", [""])[-1]
    context = strangers_context(visit, f"POST {ROUTE}")
    credential, database = credential_of(visit), console.desk.database
    invitation = await database.unit(context, lambda tx: identity.open_invitation(tx, credential))
    view = replace(view_of(visit, invitation), name=name)
    if invitation.phone:
        return await accept_by_phone(console, visit, view, form)
    if visit.account and form.get("leave", [""])[-1] != "yes":
        unasked = replace(view, errors={"leave": ("leave_missing",)})
        return join_page(console, visit, unasked, status=409)
    password = await identity.new_password(form.get("password", [""])[-1])

    async def take(tx: Tx) -> None:
        await identity.accept_invitation(tx, credential, name=name, password=password)
        if visit.account:
            await identity.end_session(tx, visit.account.session)

    try:
        await database.unit(context, take)
    except Invalid as invalid:
        return join_page(console, visit, replace(view, errors=errors_of(invalid)), status=422)
    except StaffEmailKnown:
        raise InvitationOver from None
    gone = session_cookie_of(console.desk, visit.tenant, "", seconds=0)
    there = Elsewhere(
        f"/c/{visit.tenant.slug}/sign-in",
        flash="invitation-accepted",
        cookies=(gone,),
        is_new_to_us=True,
    )
    return console.elsewhere(there, visit)
