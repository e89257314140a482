"""Signing in and out. The attempt is counted and committed before the password is looked at."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

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
from regulars.console.sign_in.views import SignInPage
from regulars.console.visits import Visit
from regulars.domains.identity import (
    SignIn,
    SignInOutcome,
    begin_sign_in,
    choose_branch,
    end_session,
    is_proven,
    sign_in,
)
from regulars.domains.tenants import BranchNotFound
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
                there = landing(visit, back, visit.account.session.role)
                return console.elsewhere(Elsewhere(there), visit)
            return _page(console, visit, SignInPage(return_to=back))
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, visit)

    @post("/c/{tenant:str}/sign-in", name="console.sign_in.post", status_code=200)
    async def enter(request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            visit = await console.visits.of(request)
            await refuse_forged(visit)
            return await _enter(console, visit)
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, visit)

    return [show, enter]


async def _enter(console: Console, visit: Visit) -> Response[Any]:
    form = await read_form(visit.request)
    email = form.get("email", [""])[-1].strip()
    password = form.get("password", [""])[-1][:PASSWORD_LENGTH_MAX]
    back = return_address(visit, form.get("return_to", [""])[-1])
    context = Context(
        visit.tenant.id,
        actor_kind="system",
        request_id=visit.request.scope["state"].get("request_id", ""),
        route="POST /c/{tenant}/sign-in",
    )
    if not anonymous_secret(console.desk, visit.request) and visit.account is None:
        raise Forged
    database = console.desk.database
    attempt = await database.unit(context, lambda tx: begin_sign_in(tx, email))
    if wait_seconds := attempt.wait_seconds:
        view = SignInPage(email, "too_many_attempts", -(-wait_seconds // 60), back)
        headers = {"Retry-After": str(wait_seconds)}
        return _page(console, visit, view, status=429, headers=headers)
    if not await is_proven(attempt, password):
        view = SignInPage(email, SignInOutcome.REFUSED.value, None, back)
        return _page(console, visit, view, status=401)
    settings = console.desk.settings

    async def open_session(tx: Tx) -> SignIn:
        signed = await sign_in(
            tx,
            attempt,
            environment=settings.environment,
            tenant_ref=visit.tenant.ref,
            lifetime=timedelta(hours=settings.session_hours),
        )
        if visit.account and signed.outcome is SignInOutcome.SIGNED_IN:
            # Whoever signs in over an open session leaves none behind.
            await end_session(tx, visit.account.session)
        return signed

    # They have proven who they are: the session begins in their own name.
    themselves = replace(context, actor_kind="staff", actor_id=attempt.staff_id)
    signed = await database.unit(themselves, open_session)
    if signed.outcome is not SignInOutcome.SIGNED_IN or signed.secret is None:
        view = SignInPage(email, signed.outcome.value, None, back)
        return _page(console, visit, view, status=401)
    seconds = settings.session_hours * 3600
    cookie = session_cookie_of(console.desk, visit.tenant, signed.secret, seconds=seconds)
    role = signed.session.role if signed.session else "branch"
    there = landing(visit, back, role)
    return console.elsewhere(Elsewhere(there, cookies=(cookie,), is_new_to_us=True), visit)


@route("POST", "/sign-out", None)
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


def return_address(visit: Visit, wanted: str) -> str:
    """Only a page of this tenant's console; anything else would make us a redirector."""
    home = f"/c/{visit.tenant.slug}"
    is_ours = wanted.startswith(f"{home}/") and "\\" not in wanted and "//" not in wanted
    # What a header can hold; our own addresses have nothing else in them.
    is_plain = wanted.isascii() and wanted.isprintable() and "sign-" not in wanted
    return wanted if is_ours and is_plain else home


def landing(visit: Visit, wanted: str, role: str) -> str:
    """Who named no page lands on home, and branch staff where their customers stand."""
    home = f"/c/{visit.tenant.slug}"
    return f"{home}/till" if wanted == home and role == "branch" else wanted


def _page(
    console: Console,
    visit: Visit,
    view: SignInPage,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    """A visitor without a secret gets one, so that the form is bound to this browser."""
    secret = anonymous_secret(console.desk, visit.request)
    cookies = []
    if not secret:
        secret = secrets.token_urlsafe(32)
        cookies.append(anonymous_cookie_of(console.desk, secret))
    if visit.account is None:
        visit = replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))
    page = Page("sign_in/sign_in.html", view, status=status, headers=headers or {})
    response = console.response(page, visit, None)
    response.cookies.extend(cookies)
    return response
