"""Signing in and out. The attempt is counted and committed before the password is looked at."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from regulars.console.pages import (
    Answered,
    Call,
    Console,
    Elsewhere,
    Page,
    Route,
    elsewhere,
    read_form,
    refuse_forged,
    route,
)
from regulars.console.sign_in.views import SignInPage
from regulars.console.visits import (
    ANONYMOUS_COOKIE,
    AnyRequest,
    Visit,
    anonymous_secret,
    csrf_token_of,
    session_cookie,
)
from regulars.domains.identity import (
    SignInOutcome,
    choose_branch,
    count_attempt,
    end_session,
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
                return elsewhere(Elsewhere(back), request)
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
    database = console.desk.database
    async with database.transaction(context) as tx:
        wait_seconds = await count_attempt(tx, email)
    if wait_seconds:
        view = SignInPage(email, "too_many_attempts", -(-wait_seconds // 60), back)
        headers = {"Retry-After": str(wait_seconds)}
        return _page(console, visit, view, status=429, headers=headers)
    settings = console.desk.settings
    async with database.transaction(context) as tx:
        signed = await sign_in(
            tx,
            email=email,
            password=password,
            environment=settings.environment,
            tenant_ref=visit.tenant.ref,
            lifetime=timedelta(hours=settings.session_hours),
        )
    if signed.outcome is not SignInOutcome.SIGNED_IN or signed.secret is None:
        view = SignInPage(email, signed.outcome.value, None, back)
        return _page(console, visit, view, status=401)
    cookie = _session_cookie(console, visit, signed.secret)
    return elsewhere(Elsewhere(back, (cookie,)), visit.request)


@route("POST", "/sign-out", None)
async def sign_out(call: Call, tx: Tx) -> Answered:
    await end_session(tx, call.visit.signed_in.session)
    gone = Cookie(key=session_cookie(call.visit.desk, call.visit.tenant), value="", max_age=0)
    return Elsewhere(f"/c/{call.visit.tenant.slug}/sign-in", (gone,))


@route("POST", "/branch", None)
async def switch_branch(call: Call, tx: Tx) -> Answered:
    account, chosen = call.visit.signed_in, call.value("branch_id")
    branch_id = None
    if chosen != "all":
        branch_id = next((b.id for b in account.branches if str(b.id) == chosen), None)
        if branch_id is None:
            raise BranchNotFound
    await choose_branch(tx, account.session, account.staff, branch_id)
    return Elsewhere(return_address(call.visit, call.value("return_to")))


ROUTES: tuple[Route, ...] = (sign_out, switch_branch)


def return_address(visit: Visit, wanted: str) -> str:
    """Only a page of this tenant's console; anything else would make us a redirector."""
    home = f"/c/{visit.tenant.slug}/"
    is_ours = wanted.startswith(home) and "\\" not in wanted and "//" not in wanted
    is_plain = wanted.isprintable() and "sign-" not in wanted
    return wanted if is_ours and is_plain else f"{home}till"


def _page(
    console: Console,
    visit: Visit,
    view: SignInPage,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    """A visitor without a secret gets one, so that the form is bound to this browser."""
    secret = anonymous_secret(visit.request)
    cookies = []
    if len(secret) != 43:
        secret = secrets.token_urlsafe(32)
        cookies.append(
            Cookie(
                key=ANONYMOUS_COOKIE,
                value=secret,
                path="/c",
                httponly=True,
                samesite="strict",
                secure=console.desk.settings.https,
            )
        )
    visit = replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))
    page = Page("sign_in/sign_in.html", view, status=status, headers=headers or {})
    response = console.response(page, visit, None)
    response.cookies.extend(cookies)
    return response


def _session_cookie(console: Console, visit: Visit, secret: str) -> Cookie:
    settings = console.desk.settings
    return Cookie(
        key=session_cookie(console.desk, visit.tenant),
        value=secret,
        path="/",
        max_age=settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=settings.https,
    )
