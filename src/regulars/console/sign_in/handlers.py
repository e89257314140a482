"""Signing in and out. The attempt is counted and committed before the password is looked at."""

import secrets
from dataclasses import replace
from typing import Any, Literal

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from regulars.browser.forgery import Forged, read_form, refuse_forged
from regulars.console.cookies import (
    AnyRequest,
    anonymous_cookie_of,
    anonymous_secret,
    csrf_token_of,
    session_cookie_of,
)
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.pipeline import Console
from regulars.console.sign_in.entering import (
    came_of,
    know_browser,
    landing,
    let_in,
    opening_of,
    return_address,
)
from regulars.console.sign_in.views import SignInPage
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import (
    SignIn,
    SignInOutcome,
    begin_sign_in,
    choose_branch,
    end_session,
    is_proven,
    note_refusal,
    sign_in,
)
from regulars.domains.tenants import BranchNotFound
from regulars.runtime.beat import PASSWORDS
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx

PASSWORD_LENGTH_MAX = 200


def sign_in_handlers(console: Console) -> list[HTTPRouteHandler]:
    @get("/c/{tenant:str}/sign-in", name="console.sign_in")
    async def show(request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            visit = await console.visits.of(request)
            back = return_address(visit, request.query_params.get("return_to", ""))
            if visit.account is not None:
                there = landing(visit, back, visit.account.session)
                return console.elsewhere(Elsewhere(there), visit)
            return sign_in_page(console, visit, SignInPage(return_to=back))
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, visit)

    @post(
        "/c/{tenant:str}/sign-in",
        name="console.sign_in.post",
        status_code=200,
        beat=PASSWORDS,
    )
    async def enter(request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            visit = as_stranger(console, await console.visits.of(request))
            await refuse_forged(visit)
            return await _enter(console, visit)
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, visit)

    return [show, enter]


def as_stranger(console: Console, visit: Visit) -> Visit:
    """Who has shown no second factor yet is bound to this page by the browser alone."""
    if visit.account is not None:
        return visit
    secret = anonymous_secret(console.desk, visit.request)
    return replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))


async def _enter(console: Console, visit: Visit) -> Response[Any]:
    form = await read_form(visit.request)
    email = form.get("email", [""])[-1].strip()
    password = form.get("password", [""])[-1][:PASSWORD_LENGTH_MAX]
    back = return_address(visit, form.get("return_to", [""])[-1])
    context = strangers_context(visit, "POST /c/{tenant}/sign-in")
    if not anonymous_secret(console.desk, visit.request) and visit.account is None:
        raise Forged
    if missing := _missing(email, password):
        view = SignInPage(email, return_to=back, errors=missing)
        return sign_in_page(console, visit, view, status=422)
    database = console.desk.database
    came = came_of(visit)
    attempt = await database.unit(context, lambda tx: begin_sign_in(tx, email, came))
    if wait_seconds := attempt.wait_seconds:
        await database.unit(context, lambda tx: note_refusal(tx, attempt))
        view = SignInPage(email, "too_many_attempts", wait_seconds, back)
        headers = {"Retry-After": str(wait_seconds)}
        return sign_in_page(console, visit, view, status=429, headers=headers)
    if not await is_proven(attempt, password):
        await database.unit(context, lambda tx: note_refusal(tx, attempt))
        view = SignInPage(email, SignInOutcome.REFUSED.value, return_to=back)
        return sign_in_page(console, visit, view, status=401)

    async def open_one(tx: Tx) -> SignIn:
        signed = await sign_in(tx, attempt, opening_of(visit))
        if signed.outcome is not SignInOutcome.SIGNED_IN:
            return signed
        if visit.account:
            # Whoever signs in over an open session leaves none behind.
            await end_session(tx, visit.account.session)
        assert signed.session is not None
        if signed.session.needs == "factor":
            return signed
        return await know_browser(tx, visit, signed)

    # They have proven who they are: the session begins in their own name.
    themselves = replace(context, actor_kind="staff", actor_id=attempt.staff_id)
    signed = await database.unit(themselves, open_one)
    if signed.outcome is not SignInOutcome.SIGNED_IN:
        view = SignInPage(email, signed.outcome.value, return_to=back)
        return sign_in_page(console, visit, view, status=401)
    return console.elsewhere(let_in(visit, signed, back), visit)


def _missing(email: str, password: str) -> dict[str, tuple[str, ...]]:
    """What was left empty is no attempt: it is said at its field, and counted nowhere."""
    given = {"email": email, "password": password}
    return {name: (f"{name}_missing",) for name, text in given.items() if not text}


def strangers_context(visit: Visit, route: str) -> Context:
    return Context(
        visit.tenant.id,
        actor_kind="system",
        request_id=visit.request.scope["state"].get("request_id", ""),
        route=route,
    )


async def count_peer_try(
    visit: Visit, what: Literal["code_asked", "code_typed"], *, route: str
) -> int:
    """The seconds to wait, 0 when this one is granted. Committed by itself, before what it
    counts."""
    peer, context = came_of(visit).peer, strangers_context(visit, route)
    return await visit.desk.database.unit(
        context, lambda tx: identity.count_peer_try(tx, peer, what)
    )


@route("POST", "/sign-out", None, half=("factor", "enrolment"))
async def sign_out(call: Call, tx: Tx) -> Answered:
    await end_session(tx, call.visit.signed_in.session)
    gone = session_cookie_of(call.visit.desk, call.visit.tenant, "", seconds=0)
    return Elsewhere(f"{call.home}/sign-in", flash="signed-out", cookies=(gone,), is_new_to_us=True)


@route("POST", "/branch", None)
async def switch_branch(call: Call, tx: Tx) -> Answered:
    account, chosen = call.visit.signed_in, call.value("branch_id")
    branch_id = None
    if chosen != "all":
        branch_id = next((b.id for b in account.branches if str(b.id) == chosen), None)
        if branch_id is None:
            raise BranchNotFound
    await choose_branch(tx, account.session, account.staff, branch_id)
    back = return_address(call.visit, call.value("return_to"))
    return Elsewhere(back, is_new_to_us=True)


ROUTES: tuple[Route, ...] = (sign_out, switch_branch)


def sign_in_page(
    console: Console,
    visit: Visit,
    view: SignInPage,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    page = Page("sign_in/sign_in.html", view, status=status, headers=headers or {})
    return entrance_page(console, visit, page)


def entrance_page(console: Console, visit: Visit, page: Page) -> Response[Any]:
    """A visitor without a secret gets one, so that the form is bound to this browser."""
    secret = anonymous_secret(console.desk, visit.request)
    cookies = []
    if not secret:
        secret = secrets.token_urlsafe(32)
        cookies.append(anonymous_cookie_of(console.desk, secret))
    if visit.account is None:
        visit = replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))
    response = console.response(page, visit, None)
    response.cookies.extend(cookies)
    return response
